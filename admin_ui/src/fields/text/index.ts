import { Type } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { asText, lineInput, TextCell } from "../shared/texts";

export const text = defineField({
  type: "text",
  icon: Type,
  group: "common",
  Cell: TextCell,
  Input: lineInput("text", "text"),
  Settings: laterSettings(() => import("../long_text/Settings")),
  toText: asText,
  width: 160,
});
