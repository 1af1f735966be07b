import { Input } from "antd";
import { useEffect, useState } from "react";
import type { InputProps } from "../define";
import { type Exact, grouped, plain, readNumber, shifted } from "./numbers";

interface Props extends Omit<InputProps, "expanded" | "language" | "field"> {
  unit?: string | null;
  /** The value is shown times ten to this power: 2 for percent. */
  places?: number;
  label?: string;
}

/** A number typed as people write it, kept exact. What is no number stays on the screen, marked. */
export function NumberInput({
  value,
  onChange,
  onBlur,
  place,
  unit,
  places = 0,
  label,
  status,
  ...rest
}: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from outside replaces what was typed
  useEffect(
    () => setTyped((old) => (old !== null && sameNumber(old, value, places) ? old : null)),
    [value],
  );
  const shown = value == null ? "" : textOf(value as Exact, places);
  return (
    <Input
      {...rest}
      aria-label={label}
      inputMode="decimal"
      variant={place === "grid" ? "borderless" : "outlined"}
      status={isWrong ? "error" : status}
      value={typed ?? shown}
      suffix={unit ? <span style={{ color: "var(--t3)" }}>{unit}</span> : undefined}
      onChange={(event) => {
        setTyped(event.target.value);
        const read = readNumber(event.target.value.replace(/[%％]/g, ""));
        setWrong(read === undefined);
        // What is no number is told to the server, whose words say so: it is not silently dropped.
        if (read === undefined) onChange(event.target.value);
        else onChange(read === null ? null : toStored(read, places));
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
        onBlur?.();
      }}
    />
  );
}

const textOf = (value: Exact, places: number): string =>
  readNumber(plain(value)) === undefined ? String(value) : grouped(shifted(plain(value), places));

const toStored = (read: Exact, places: number): Exact =>
  places === 0 ? read : scaled(read, -places);

function scaled(value: Exact, places: number): Exact {
  const text = shifted(plain(value), places);
  return typeof value === "string" ? text : Number(text);
}

function sameNumber(typed: string, value: unknown, places: number): boolean {
  const read = readNumber(typed.replace(/[%％]/g, ""));
  if (read === undefined) return true;
  if (read === null || value == null) return read === null && value == null;
  return plain(toStored(read, places)) === plain(value as Exact);
}
