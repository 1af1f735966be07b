import { Phone } from "lucide-react";
import { type CellProps, defineField } from "../define";
import { lineInput } from "../shared/texts";

/** 138 0512 7716; numbers of other countries as they are. */
export const phoneText = (value: unknown): string =>
  value == null ? "" : String(value).replace(/^(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3");

function Cell({ value, place }: CellProps) {
  if (value == null) return null;
  return place === "grid" ? (
    <span>{phoneText(value)}</span>
  ) : (
    <a href={`tel:${String(value)}`}>{phoneText(value)}</a>
  );
}

export const phone = defineField({
  type: "phone",
  icon: Phone,
  group: "contact",
  Cell,
  Input: lineInput("tel", "tel"),
  toText: phoneText,
  width: 130,
});
