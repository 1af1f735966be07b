import type { AppModel, TableDocument } from "@/metadata/types";
import { labelText } from "@/text/t";
import type { FormulaProblem, Suggestion } from "./server";
import { tokenise } from "./tokens";

/** A field that only the draft has: the server cannot know it before it is published. */
export interface DraftedName {
  key: string;
  label: string;
}

const UNKNOWN_NAME = "F101";

/** The fields of a drafted table that the published one has not, or has under another label. */
export function draftedNames(
  model: AppModel,
  document: Pick<TableDocument, "key" | "fields">,
): DraftedName[] {
  const published = model.tables.get(document.key)?.document.fields ?? [];
  const known = new Map(published.map((field) => [field.key, labelText(field.label, "zh")]));
  return (document.fields ?? []).flatMap(({ key, label }) => {
    const name = labelText(label, "zh");
    return known.get(key) === name ? [] : [{ key, label: name }];
  });
}

const bare = (name: string): string => name.replace(/^\{|\}$/g, "").replaceAll("}}", "}");

/**
 * The problems without those that only say that a drafted field is unknown: what uses it is judged
 * by the plan, which knows the draft.
 */
export function judged(
  problems: readonly FormulaProblem[],
  text: string,
  drafted: readonly DraftedName[],
): FormulaProblem[] {
  const points = [...text.normalize("NFC")];
  const names = new Set(drafted.flatMap(({ key, label }) => [key, label]));
  return problems.filter(({ code, span }) => {
    const name = bare(points.slice(span.start, span.end).join(""));
    return !(code === UNKNOWN_NAME && names.has(name));
  });
}

const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*$/u;
const BARE = /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u;

/** The drafted fields that begin with what is written at the cursor (in code points). */
export function suggested(
  text: string,
  cursor: number,
  drafted: readonly DraftedName[],
): Suggestion[] {
  const before = [...text].slice(0, cursor).join("");
  const word = WORD.exec(before)?.[0] ?? "";
  if (word === "" && !/^$|[\s(,=<>+\-*/&]$/u.test(before)) return [];
  const last = tokenise(before.slice(0, before.length - word.length)).at(-1);
  const isElsewhere = before[(last?.to ?? 0) - 1] === "." || last?.kind === "wrong";
  if (last && isElsewhere) return [];
  return drafted
    .filter(({ key, label }) => label.startsWith(word) || key.startsWith(word.toLowerCase()))
    .map(({ key, label }) => ({
      kind: "field",
      text: nameIn(label),
      label,
      key,
      start: cursor - [...word].length,
      end: cursor,
    }));
}

/** A name as formulas write it: in braces where it is no plain word. */
export const nameIn = (label: string): string =>
  BARE.test(label) ? label : `{${label.replaceAll("}", "}}")}}`;
