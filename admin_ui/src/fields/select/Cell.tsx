import { Tag } from "@/ui/Tag";
import type { CellProps } from "../define";

export function Cell({ field, value }: CellProps) {
  if (value == null) return null;
  const option = field.options.find((each) => each.value === value);
  return <Tag color={option?.color}>{option?.label ?? String(value)}</Tag>;
}
