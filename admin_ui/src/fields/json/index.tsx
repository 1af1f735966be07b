import { Braces } from "lucide-react";
import { useState } from "react";
import { TextBox } from "@/ui/TextBox";
import { type CellProps, defineField, type InputProps } from "../define";
import css from "../shared/cells.module.css";

const jsonText = (value: unknown): string => (value == null ? "" : JSON.stringify(value));

function Cell({ value, place }: CellProps) {
  if (value == null) return null;
  return (
    <span className={css.mono}>
      {place === "page" ? JSON.stringify(value, null, 2) : jsonText(value)}
    </span>
  );
}

/** JSON typed as text; handed on only while it is JSON. */
function Input({
  field: _,
  value,
  onChange,
  place,
  status,
  language: __,
  expanded: ___,
  ...rest
}: InputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  return (
    <TextBox
      {...rest}
      className={css.mono}
      minRows={place === "grid" ? 1 : 3}
      status={isBroken ? "error" : status}
      value={typed ?? (value == null ? "" : JSON.stringify(value, null, 2))}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        try {
          onChange(text.trim() ? JSON.parse(text) : null);
          setBroken(false);
        } catch {
          setBroken(true);
        }
      }}
    />
  );
}

export const json = defineField({
  type: "json",
  icon: Braces,
  group: null,
  Cell,
  Input,
  toText: jsonText,
  width: 180,
});
