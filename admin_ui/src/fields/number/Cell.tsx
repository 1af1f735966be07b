import type { CellProps } from "../define";
import { type Exact, grouped } from "../shared/numbers";

export function Cell({ field, value, place }: CellProps) {
  if (value == null) return null;
  const unit = "unit" in field.document ? field.document.unit : null;
  const text = isNumeric(value) ? grouped(value as Exact) : String(value);
  return <span>{place === "page" && unit ? `${text} ${unit}` : text}</span>;
}

const isNumeric = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
