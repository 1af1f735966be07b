import type { ReactNode } from "react";
import type { Color } from "@/api/colors";
import css from "./Tag.module.css";

/** An option, soft: background and text of its colour. */
export function Tag({ color = "grey", children }: { color?: Color; children: ReactNode }) {
  return (
    <span
      className={css.tag}
      style={{ background: `var(--${color}-bg)`, color: `var(--${color}-tx)` }}
    >
      {children}
    </span>
  );
}

/** A state: a dot before plain text. */
export function Dot({ color = "grey", children }: { color?: Color; children?: ReactNode }) {
  return (
    <span className={css.state}>
      <i className={css.dot} style={{ background: `var(--${color}-dt)` }} />
      {children}
    </span>
  );
}

const HUES = ["blue", "teal", "purple", "pink", "green", "indigo", "orange", "grey"] as const;

/** A person: one white character on a muted hue that their id picks. */
export function Avatar({ id, name, size = 20 }: { id: string; name: string; size?: number }) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.55),
    background: `var(--${HUES[sum % HUES.length]}-dt)`,
  };
  return (
    <span className={css.avatar} style={style} aria-hidden="true">
      {[...name.trim()].at(-1)?.toUpperCase() ?? ""}
    </span>
  );
}

/** A person with their name. */
export function Person({ id, name, size = 20 }: { id: string; name: string; size?: number }) {
  return (
    <span className={css.person}>
      <Avatar id={id} name={name} size={size} />
      <span className={css.name}>{name}</span>
    </span>
  );
}
