import { GitBranch } from "lucide-react";
import { Dot } from "@/ui/Tag";
import { type CellProps, defineField } from "../define";

function Cell({ field, value }: CellProps) {
  if (value == null) return null;
  const option = field.options.find((each) => each.value === value);
  return <Dot color={option?.color}>{option?.label ?? String(value)}</Dot>;
}

export const state = defineField({
  type: "state",
  icon: GitBranch,
  group: null,
  Cell,
  Input: null,
  toText: (value, field) =>
    field.options.find((option) => option.value === value)?.label ?? String(value ?? ""),
  width: 110,
});
