import type { CellProps } from "../define";

export function Cell({ value }: CellProps) {
  return value == null ? null : <span>{String(value)}</span>;
}
