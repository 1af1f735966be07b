import { Type } from "lucide-react";
import { defineField } from "../define";
import { TextSettings } from "../shared/settings";
import { asText, lineInput, TextCell } from "../shared/texts";

export const text = defineField({
  type: "text",
  icon: Type,
  group: "common",
  Cell: TextCell,
  Input: lineInput("text", "text"),
  Settings: TextSettings,
  toText: asText,
  width: 160,
});
