import { MapPinned } from "lucide-react";
import { defineField } from "../define";
import { asText, lineInput, TextCell } from "../shared/texts";

export const address = defineField({
  type: "address",
  icon: MapPinned,
  group: "contact",
  Cell: TextCell,
  Input: lineInput("text", "text"),
  toText: asText,
  width: 220,
});
