import { Paperclip } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { Cell, filesText } from "./Cell";
import { Input } from "./Input";

export const file = defineField({
  type: "file",
  icon: Paperclip,
  group: "files",
  Cell,
  Input,
  Settings: laterSettings(() => import("./Settings")),
  toText: filesText,
  width: 180,
});
