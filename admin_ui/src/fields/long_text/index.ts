import { AlignLeft } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { asText, TextArea, TextCell } from "../shared/texts";

export const long_text = defineField({
  type: "long_text",
  icon: AlignLeft,
  group: "common",
  Cell: TextCell,
  Input: TextArea,
  Settings: laterSettings(() => import("./Settings")),
  toText: asText,
  width: 240,
});
