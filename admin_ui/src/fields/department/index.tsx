import { Building } from "lucide-react";
import { type CellProps, defineField } from "../define";
import { later } from "../shared/later";
import { titleOf } from "../shared/titles";

function Cell({ field, value, ...around }: CellProps) {
  return value == null ? null : <span>{titleOf(value, field, around)}</span>;
}

export const department = defineField({
  type: "department",
  icon: Building,
  group: "common",
  Cell,
  Input: later(() => import("./Input")),
  toText: (value, field, around) => (value == null ? "" : titleOf(value, field, around)),
  width: 120,
});
