import { buildTable } from "@/metadata/model";
import type { AppModel } from "@/metadata/types";
import type { Language } from "@/text/t";
import { type Draft, drafted, draftedViews } from "./draft";

/** The app with its tables as the draft has them: editors offer what is not published yet. */
export function draftedModel(
  model: AppModel,
  draft: Draft | undefined,
  language: Language,
): AppModel {
  const tables = new Map(model.tables);
  for (const [key, table] of model.tables) {
    const document = drafted(draft, "table", key, table.document);
    if (document && document !== table.document) {
      const views = draftedViews(draft, model, key);
      tables.set(key, buildTable(model.key, document, views, model.optionSets, language));
    }
  }
  return { ...model, tables };
}
