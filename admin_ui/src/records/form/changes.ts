import type { Values } from "@/api/types";

/** A field that two people changed to different things. */
export interface Clash {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** Whether two values are the same; nothing, null and an empty list are. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(blankless(one)) === JSON.stringify(blankless(other));
}

const blankless = (value: unknown): unknown =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
    ? null
    : value;

/** The typed values that differ from where the form started. */
export function changesOf(typed: Values, base: Values): Values {
  return Object.fromEntries(
    Object.entries(typed).filter(([field, value]) => !isSame(value, base[field])),
  );
}

/** The fields that differ between two states of a record. */
export function differing(before: Values, after: Values): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isSame(before[field], after[field]),
  );
}

/** The fields that I typed and somebody else changed since the form started, differently. */
export function clashesOf(typed: Values, base: Values, theirs: Values): Clash[] {
  return Object.entries(changesOf(typed, base))
    .filter(([field, mine]) => !isSame(base[field], theirs[field]) && !isSame(mine, theirs[field]))
    .map(([field, mine]) => ({ field, mine, theirs: theirs[field] }));
}

/** What stays typed when `given` fields take the other's value. */
export function without(typed: Values, given: readonly string[]): Values {
  return Object.fromEntries(Object.entries(typed).filter(([field]) => !given.includes(field)));
}
