import type { Color } from "@/api/colors";
import { type Label, type Language, labelText } from "@/text/t";
import type { table as tableDocuments } from "./documents";
import type {
  AppDocument,
  AppModel,
  Field,
  FieldDocument,
  Kind,
  KindDocuments,
  Option,
  OptionSetDocument,
  Table,
  TableDocument,
  ViewDocument,
} from "./types";

type OwnOption = tableDocuments.OptionDocument;

export interface AppAnswer {
  key: string;
  label: Label;
  icon: string | null;
  color: Color | null;
  revision: number;
  documents: { kind: Kind; key: string; document: KindDocuments[Kind] }[];
}

/** The fields that every table has (decision 13). */
const SYSTEM_FIELDS: readonly { key: string; type: string; label: Record<Language, string> }[] = [
  { key: "id", type: "text", label: { zh: "记录编号", en: "Record number" } },
  { key: "created_at", type: "datetime", label: { zh: "创建时间", en: "Created at" } },
  { key: "created_by", type: "user", label: { zh: "创建人", en: "Created by" } },
  { key: "updated_at", type: "datetime", label: { zh: "更新时间", en: "Updated at" } },
  { key: "updated_by", type: "user", label: { zh: "更新人", en: "Updated by" } },
];

/** The app of an answer of `GET /apps/{app}`, with labels in one language. */
export function buildModel(answer: AppAnswer, language: Language): AppModel {
  const documents = <K extends Kind>(kind: K): KindDocuments[K][] =>
    answer.documents
      .filter((each) => each.kind === kind)
      .map((each) => each.document as KindDocuments[K]);
  const optionSets = new Map(documents("option_set").map((set) => [set.key, set]));
  const views = documents("view");
  const tables = documents("table").map((each) =>
    buildTable(answer.key, each, views, optionSets, language),
  );
  return {
    key: answer.key,
    label: labelText(answer.label, language),
    color: answer.color ?? "indigo",
    icon: answer.icon,
    revision: answer.revision,
    document: documents("app")[0] as AppDocument,
    tables: new Map(tables.map((table) => [table.key, table])),
    roles: documents("role"),
    optionSets,
    views: new Map(views.map((view) => [view.key, view])),
    automations: new Map(documents("automation").map((each) => [each.key, each])),
    approvals: new Map(documents("approval").map((each) => [each.key, each])),
    connectors: new Map(documents("connector").map((each) => [each.key, each])),
  };
}

/** A table with its fields and views; also of a document that is being drafted. */
export function buildTable(
  app: string,
  document: TableDocument,
  views: ViewDocument[],
  optionSets: Map<string, OptionSetDocument>,
  language: Language,
): Table {
  const own = (document.fields ?? []).map((each) =>
    buildField(app, document, each, optionSets, language),
  );
  const fields = new Map(
    [...own, ...systemFields(app, document.key, language)].map((field) => [field.key, field]),
  );
  const mine = views.filter((view) => view.table === document.key);
  return {
    app,
    key: document.key,
    label: labelText(document.label, language),
    icon: document.icon ?? null,
    document,
    fields,
    title: fields.get(document.title ?? "") ?? null,
    grids: mine.filter((view) => view.type === "grid"),
    boards: mine.filter((view) => view.type === "kanban"),
    form: mine.find((view) => view.type === "form") ?? null,
    detail: mine.find((view) => view.type === "detail") ?? null,
  };
}

function buildField(
  app: string,
  table: TableDocument,
  document: FieldDocument,
  optionSets: Map<string, OptionSetDocument>,
  language: Language,
): Field {
  return {
    app,
    table: table.key,
    key: document.key,
    label: labelText(document.label, language),
    type: document.type,
    document,
    options: optionsOf(table, document, optionSets, language),
    target: targetOf(app, document),
    isSystem: false,
  };
}

function systemFields(app: string, table: string, language: Language): Field[] {
  return SYSTEM_FIELDS.map(({ key, type, label }) => ({
    app,
    table,
    key,
    type,
    label: label[language],
    options: [],
    target: type === "user" ? "user" : null,
    isSystem: true,
    document: { key, type, label } as FieldDocument,
  }));
}

/** What may be chosen: own options, those of a shared set, or the states of the machine. */
export function optionsOf(
  table: TableDocument,
  field: FieldDocument,
  optionSets: Map<string, OptionSetDocument>,
  language: Language,
): Option[] {
  if (field.type === "state") {
    const machine = table.state_machines?.find((each) => each.field === field.key);
    return (machine?.states ?? []).map((state) => ({
      value: state.key,
      label: labelText(state.label, language),
      color: state.color ?? "grey",
    }));
  }
  if (field.type !== "select" && field.type !== "multi_select") return [];
  const listed: (OwnOption & { parent?: string | null })[] = Array.isArray(field.options)
    ? field.options
    : (optionSets.get(field.options?.set ?? "")?.options ?? []);
  return listed.map((option) => ({
    value: option.value,
    label: labelText(option.label, language),
    color: option.color ?? "grey",
    parent: option.parent ?? undefined,
  }));
}

function targetOf(app: string, field: FieldDocument): string | null {
  if (field.type === "user" || field.type === "users") return "user";
  if (field.type === "department") return "department";
  const table = "table" in field ? field.table : null;
  if (typeof table !== "string") return null;
  return table.includes(".") || table === "user" || table === "department"
    ? table
    : `${app}.${table}`;
}
