import { ListOrdered } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { asText, TextCell } from "../shared/texts";

export const auto_number = defineField({
  type: "auto_number",
  icon: ListOrdered,
  group: "links",
  Cell: TextCell,
  Input: null,
  Settings: laterSettings(() => import("./Settings")),
  toText: asText,
  width: 130,
});
