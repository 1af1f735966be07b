import type { CellProps } from "../define";
import css from "../shared/cells.module.css";

/** Formatted text as plain text, one line for each paragraph. The markup is read, never run. */
export function plainText(value: unknown): string {
  if (value == null) return "";
  const broken = String(value).replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, "\n");
  return (new DOMParser().parseFromString(broken, "text/html").body.textContent ?? "").trim();
}

export function Cell({ value, place }: CellProps) {
  return value == null ? null : (
    <span className={place === "page" ? css.text : undefined}>{plainText(value)}</span>
  );
}
