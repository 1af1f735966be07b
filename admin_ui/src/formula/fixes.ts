import { unitsOf } from "./codePoints";
import type { FormulaProblem, Replacement } from "./server";

/** A part of a text and what comes in its place, as the editor takes it. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export const editOf = (text: string, { span, text: insert }: Replacement): Edit => ({
  from: unitsOf(text, span.start),
  to: unitsOf(text, span.end),
  insert,
});

export const edited = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);

/** The text with the first proposal for every problem that has one; the same text: there is none. */
export function mended(text: string, problems: readonly FormulaProblem[]): string {
  const edits = problems
    .flatMap(({ replacements: [first] }) => (first ? [editOf(text, first)] : []))
    .sort((one, other) => other.from - one.from);
  let whole = text;
  let begun = Number.POSITIVE_INFINITY;
  for (const edit of edits) {
    if (edit.to > begun) continue;
    whole = edited(whole, edit);
    begun = edit.from;
  }
  return whole;
}

/** The line that a place in code points stands in, counted from 1. */
export const lineOf = (text: string, points: number): number =>
  text.slice(0, unitsOf(text, points)).split("\n").length;

/** What a proposal does, as a text of the area `formula`: replaces, adds or takes out. */
export function fixName({ span, text }: Replacement): string {
  if (span.start === span.end) return "formula.insert";
  return text ? "formula.replace" : "formula.takeOut";
}
