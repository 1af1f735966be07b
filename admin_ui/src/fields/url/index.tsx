import { Link } from "lucide-react";
import { type CellProps, defineField } from "../define";
import { asText, lineInput } from "../shared/texts";

/** Only these become links: an address may come from outside and hold a script. */
const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

function Cell({ value }: CellProps) {
  if (value == null) return null;
  const text = String(value);
  if (!isWebAddress(text)) return <span>{text}</span>;
  return (
    <a href={text} target="_blank" rel="noopener noreferrer">
      {text.replace(/^https?:\/\//i, "")}
    </a>
  );
}

export const url = defineField({
  type: "url",
  icon: Link,
  group: "contact",
  Cell,
  Input: lineInput("text", "url"),
  toText: asText,
  width: 180,
});
