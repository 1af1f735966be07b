import { FileText } from "lucide-react";
import { defineField } from "../define";
import { TextSettings } from "../shared/settings";
import { TextArea } from "../shared/texts";
import { Cell, plainText } from "./Cell";

export const rich_text = defineField({
  type: "rich_text",
  icon: FileText,
  group: null,
  Cell,
  Input: TextArea,
  Settings: TextSettings,
  toText: plainText,
  width: 240,
});
