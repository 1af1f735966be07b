import { FileText } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { TextArea } from "../shared/texts";
import { Cell, plainText } from "./Cell";

export const rich_text = defineField({
  type: "rich_text",
  icon: FileText,
  group: null,
  Cell,
  Input: TextArea,
  Settings: laterSettings(() => import("../long_text/Settings")),
  toText: plainText,
  width: 240,
});
