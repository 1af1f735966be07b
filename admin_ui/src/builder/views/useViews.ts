import { useMemo } from "react";
import { draftedNames, nameIn } from "@/formula/names";
import type {
  AppDocument,
  AppModel,
  GridView,
  KanbanView,
  Table,
  ViewDocument,
} from "@/metadata/types";
import { boardOf } from "@/records/board/lanes";
import { useLook } from "@/shell/appearance";
import { labelText, t } from "@/text/t";
import { useProblemsOf } from "../automations/useAutomation";
import { type Changed, drafted, draftedViews, nameOf, useDraft, useDrafts } from "../draft";
import { draftedModel } from "../draftedModel";
import type { Around } from "../properties/around";
import { spell, spelling } from "../spelling";

/** The views that show many records: lists and boards. */
export type RecordsView = GridView | KanbanView;

const isOfRecords = (view: ViewDocument): view is RecordsView =>
  view.type === "grid" || view.type === "kanban";

/** The views of a table as the draft has them, and the ways they are changed. */
export function useViews(model: AppModel, tableKey: string) {
  const { language } = useLook();
  const draft = useDraft(model.key)?.draft;
  const present = useMemo(() => draftedModel(model, draft, language), [model, draft, language]);
  const table = present.tables.get(tableKey) as Table;
  const views = draftedViews(draft, model, tableKey).filter(isOfRecords);
  const change = (documents: Changed, about?: string) =>
    useDrafts.getState().change(model, documents, about);
  return {
    model: present,
    table,
    /** As it is published: what can be read of its records. */
    published: model.tables.get(tableKey) as Table,
    views,
    put: (view: RecordsView, about?: string) =>
      change({ [nameOf("view", view.key)]: view }, about && `view ${view.key} ${about}`),
    remove: (key: string) => {
      const app = drafted(draft, "app", model.key, model.document);
      change({ [nameOf("view", key)]: null, ...withoutView(app, key) });
    },
    /** A new view, the key of it once the server has spelled it. */
    add: async (type: RecordsView["type"]): Promise<string> => {
      const count = views.filter((view) => view.type === type).length + 1;
      const label = `${t(`views.new_.${type}`)} ${count}`;
      const taken = [...model.views.keys(), ...draftedViews(draft, model, tableKey).map(keyOf)];
      const [key = `${tableKey}_${type}_${count}`] = await spelling(
        spell("view", [`${tableKey} ${label}`], taken),
      );
      change({ [nameOf("view", key)]: fresh(table, type, key, label) });
      return key;
    },
  };
}

export type Views = ReturnType<typeof useViews>;

const keyOf = ({ key }: { key: string }): string => key;

/** A list of the first fields; a board of the first states. */
function fresh(
  table: Table,
  type: RecordsView["type"],
  key: string,
  label: RecordsView["label"],
): RecordsView {
  const about = { key, label, table: table.key };
  if (type === "kanban") {
    const board = boardOf(table);
    return { field: "", ...board, ...about, type, ...totalOf(table, board) };
  }
  const first = [...table.fields.values()].filter(({ isSystem }) => !isSystem).slice(0, 8);
  const columns = first.map(({ key: field }) => ({ field }));
  return { ...about, type, columns: columns as unknown as GridView["columns"] };
}

/** The total that a board begins with, its field by the name that people know. */
function totalOf(table: Table, board: KanbanView | null): Pick<KanbanView, "total"> {
  const sum = (name: string) => `SUM(${name})`;
  const field = [...table.fields.values()].find(({ key }) => board?.total === sum(key));
  return field ? { total: sum(nameIn(labelText(field.document.label, "zh"))) } : {};
}

/** The app without a view in its navigation, where it stands there. */
function withoutView(app: AppDocument | null, key: string): Changed {
  const groups = app?.navigation ?? [];
  if (!app || !groups.some(({ items }) => items?.some(({ view }) => view === key))) return {};
  const navigation = groups.map((group) => ({
    ...group,
    items: (group.items ?? []).filter(({ view }) => view !== key),
  }));
  return { [nameOf("app", app.key)]: { ...app, navigation } };
}

/** What the controls of a view's properties know of their place. */
export function useAroundOf({ model, table, published }: Views, view: RecordsView): Around {
  const problems = useProblemsOf(model, "view", view.key);
  return useMemo(() => {
    const machine = table.document.state_machines?.find(
      (each) => view.type === "kanban" && each.field === view.field,
    );
    const parts = view.type === "kanban" && view.by === "phase" ? machine?.phases : machine?.states;
    return {
      model,
      table: table.key,
      names: draftedNames({ ...model, tables: new Map([[table.key, published]]) }, table.document),
      problems,
      choices: {
        column: (parts ?? []).map(({ key, label }) => ({
          value: key,
          label: labelText(label) || key,
        })),
      },
    };
  }, [model, table, published, view, problems]);
}
