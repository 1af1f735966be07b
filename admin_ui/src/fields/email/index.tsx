import { Mail } from "lucide-react";
import { type CellProps, defineField } from "../define";
import { asText, lineInput } from "../shared/texts";

function Cell({ value, place }: CellProps) {
  if (value == null) return null;
  return place === "grid" ? (
    <span>{String(value)}</span>
  ) : (
    <a href={`mailto:${String(value)}`}>{String(value)}</a>
  );
}

export const email = defineField({
  type: "email",
  icon: Mail,
  group: "contact",
  Cell,
  Input: lineInput("text", "email"),
  toText: asText,
  width: 180,
});
