import type { CellProps } from "../define";
import { type Exact, grouped, plain, shifted } from "../shared/numbers";

/** A fraction as people read it: 0.89 is 89.0%. */
export function percentText(value: unknown): string {
  if (value == null) return "";
  const text = shifted(plain(value as Exact), 2);
  return `${grouped(text, Math.max(1, text.split(".")[1]?.length ?? 0))}%`;
}

export function Cell({ value }: CellProps) {
  return value == null ? null : <span>{percentText(value)}</span>;
}
