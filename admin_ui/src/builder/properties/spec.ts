import type { Use } from "@/formula/server";

/** What a property of a document takes: each kind has one control. */
export type Control =
  | { kind: "formula"; use?: Use; of?: string }
  /** A text that people read, with formulas in `{{ … }}`. */
  | { kind: "text"; isShort?: boolean }
  /** A name for people, in Chinese and in English. */
  | { kind: "words" }
  /** What is written as it is: a path, a code. */
  | { kind: "line"; hint?: string }
  /** Several of those. */
  | { kind: "lines"; hint?: string }
  /** An object as it is sent. */
  | { kind: "json"; hint?: string }
  | { kind: "color" }
  /** `standard`: what it is where nothing is said. */
  | { kind: "number"; standard?: number }
  /** A part, 0 to 1, written in percent. */
  | { kind: "percent"; standard?: number }
  | { kind: "switch" }
  | { kind: "duration" }
  /** `of`: where the words of its options stand, if not among those of all. */
  | { kind: "choice"; options: readonly string[]; isMany?: boolean; of?: string; standard?: string }
  /** A field of the own table, or of the table that the property `of` names. */
  | { kind: "field"; types?: readonly string[]; isMany?: boolean; of?: string }
  | { kind: "table" }
  /** Another document of the app, a move, a state, a channel, a step: by its key. */
  | { kind: "name"; of: NameKind; isMany?: boolean }
  /** Formulas by field, of the table that the property `of` names. */
  | { kind: "values"; of?: string }
  /** Formulas or texts by names that one makes up. */
  | { kind: "named"; isText?: boolean }
  /** Fields of the own table or names, in an order that one chooses. */
  | { kind: "picked"; of: NameKind | "field" }
  /** Columns of a list: fields in their order, some of them fixed at the left. */
  | { kind: "columns" }
  /** Fields to sort by, each with its direction. */
  | { kind: "sort" }
  /** What may be done with single fields of the own table. */
  | { kind: "rights" }
  | { kind: "who"; isApprover?: boolean }
  | { kind: "group"; of: readonly Property[] }
  | { kind: "list"; of: readonly Property[]; fresh(items: readonly Part[]): Part };

export type NameKind =
  | "automation"
  | "approval"
  | "connector"
  | "move"
  | "state"
  | "phase"
  | "step"
  | "channel"
  | "role"
  | "view"
  | "column";

export interface Property {
  key: string;
  control: Control;
  /** The name of its label, where `properties.<key>` is not what it is called here. */
  label?: string;
  isNeeded?: boolean;
  /** Only then is it asked for. */
  shown?(part: Part): boolean;
}

/** A part of a document: an object whose properties are edited. */
export type Part = Readonly<Record<string, unknown>>;

/** A key that none of the items has: `item_3`. */
export function freshKey(stem: string, items: readonly Part[]): string {
  let number = items.length + 1;
  while (items.some(({ key }) => key === `${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** The part with one property changed; what is empty is left out. */
export function withProperty(part: Part, key: string, value: unknown): Part {
  const { [key]: _, ...rest } = part;
  return isEmpty(value) ? rest : { ...part, [key]: value };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  (Array.isArray(value) && value.length === 0);
