import type { Values } from "@/api/types";

const copies = new Map<string, Values>();

/** The values are what the next new record starts with; the word for its address. */
export function leaveCopy(values: Values): string {
  const word = String(copies.size + 1);
  copies.set(word, values);
  return word;
}

/** The values left under the word; they stay, as a page may be drawn again. */
export const takeCopy = (word: string | null): Values | undefined =>
  word === null ? undefined : copies.get(word);
