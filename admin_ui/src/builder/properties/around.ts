import { createContext, use } from "react";
import type { Problem } from "@/api/errors";
import type { DraftedName } from "@/formula/names";
import type { AppModel, Field } from "@/metadata/types";
import type { NameKind, Part } from "./spec";

/** What the controls of a form know of the place that they stand in. */
export interface Around {
  model: AppModel;
  /** The key of the table that formulas read; null: there is no record. */
  table: string | null;
  names: readonly DraftedName[];
  /** What a property that names something may name. */
  choices: Partial<Record<NameKind, readonly { value: string; label: string }[]>>;
  /** Problems of the document that the form is a part of. */
  problems: readonly Problem[];
}

export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = use(AroundContext);
  if (!around) throw new Error("A form of properties stands in an AroundContext.");
  return around;
}

/** The fields of the own table, or of the table that the property `of` names. */
export function fieldsFor({ model, table }: Around, of: string | undefined, part: Part): Field[] {
  const named = of ? part[of] : table;
  return [...(model.tables.get(String(named ?? ""))?.fields.values() ?? [])];
}

/** The problems at a place of the document; `isDeep`: those below it too. */
export function problemsAt(
  problems: readonly Problem[],
  pointer: string,
  isDeep: boolean,
): readonly Problem[] {
  return problems.filter(
    ({ pointer: at = "" }) => at === pointer || (isDeep && at.startsWith(`${pointer}/`)),
  );
}
