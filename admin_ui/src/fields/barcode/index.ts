import { Barcode } from "lucide-react";
import { defineField } from "../define";
import { asText, lineInput, TextCell } from "../shared/texts";

export const barcode = defineField({
  type: "barcode",
  icon: Barcode,
  group: "contact",
  Cell: TextCell,
  Input: lineInput("text", "text"),
  toText: asText,
  width: 140,
});
