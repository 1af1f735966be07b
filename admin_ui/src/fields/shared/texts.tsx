import { Input } from "antd";
import type { HTMLInputTypeAttribute } from "react";
import { TextBox } from "@/ui/TextBox";
import type { CellProps, InputProps } from "../define";
import css from "./cells.module.css";
import { control } from "./control";

export function TextCell({ value, place }: CellProps) {
  return value == null ? null : (
    <span className={place === "page" ? css.text : undefined}>{String(value)}</span>
  );
}

/** A text box of one line for a text of this kind: the phone's keyboard follows it. */
export function lineInput(type: HTMLInputTypeAttribute, mode: "text" | "tel" | "email" | "url") {
  return function LineInput(props: InputProps) {
    const { field, value, onChange } = props;
    return (
      <Input
        {...control(props)}
        type={type}
        inputMode={mode}
        maxLength={
          "max_length" in field.document ? (field.document.max_length as number) : undefined
        }
        value={value == null ? "" : String(value)}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  };
}

export function TextArea(props: InputProps) {
  const { field, value, onChange, place } = props;
  return (
    <TextBox
      {...control(props)}
      minRows={place === "grid" ? 1 : 3}
      maxLength={"max_length" in field.document ? (field.document.max_length as number) : undefined}
      value={value == null ? "" : String(value)}
      onChange={(event) => onChange(event.target.value || null)}
    />
  );
}

export const asText = (value: unknown): string => (value == null ? "" : String(value));
