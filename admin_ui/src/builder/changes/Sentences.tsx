import { Minus, Pencil, Plus } from "lucide-react";
import css from "./changes.module.css";

export interface Change {
  code: string;
  sentence: string;
}

/** Changes in words; a sign before each tells what came, what went and what is different. */
export function Sentences({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className={css.sentences}>
      {changes.map((change, index) => {
        const kind = kindOf(change.code);
        const Icon = ICONS[kind];
        return (
          <li key={index} data-kind={kind}>
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
            <span>{change.sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}

const ICONS = { came: Plus, went: Minus, changed: Pencil };

function kindOf(code: string): keyof typeof ICONS {
  if (code.startsWith("add_")) return "came";
  return code.startsWith("remove_") ? "went" : "changed";
}
