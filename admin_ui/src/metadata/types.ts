import type { Color } from "@/api/colors";
import type {
  app,
  approval,
  automation,
  connector,
  option_set,
  role,
  table,
  view,
} from "./documents";

export type AppDocument = app.AppDocumentRoot;
export type TableDocument = table.TableDocumentRoot;
export type FieldDocument = NonNullable<TableDocument["fields"]>[number];
export type RuleDocument = NonNullable<TableDocument["rules"]>[number];
export type StateMachineDocument = table.StateMachineDocument;
export type TransitionDocument = table.TransitionDocument;
export type OptionSetDocument = option_set.OptionSetDocumentRoot;
export type RoleDocument = role.RoleDocumentRoot;
export type ViewDocument = view.ViewDocumentRoot;
export type GridView = view.GridView;
export type KanbanView = view.KanbanView;
export type FormView = view.FormView;
export type DetailView = view.DetailView;
export type SectionDocument = view.SectionDocument;

export type AutomationDocument = automation.AutomationDocumentRoot;
export type ApprovalDocument = approval.ApprovalDocumentRoot;
export type ConnectorDocument = connector.ConnectorDocumentRoot;

export type Kind =
  | "app"
  | "table"
  | "option_set"
  | "role"
  | "view"
  | "automation"
  | "approval"
  | "connector";
export interface KindDocuments {
  app: AppDocument;
  table: TableDocument;
  option_set: OptionSetDocument;
  role: RoleDocument;
  view: ViewDocument;
  automation: AutomationDocument;
  approval: ApprovalDocument;
  connector: ConnectorDocument;
}

/** One choice of a select, a state, a region: `value` is what is stored. */
export interface Option {
  value: string;
  label: string;
  color: Color;
  parent?: string;
}

/** A field as screens use it: its document, where it lives and its label in the present language. */
export interface Field {
  app: string;
  table: string;
  key: string;
  label: string;
  type: string;
  document: FieldDocument;
  /** Of a select, multi_select or state field. */
  options: Option[];
  /** The full name (`crm.customer`) of the table that a reference or children field leads to. */
  target: string | null;
  /** Made by the engine: never typed. */
  isSystem: boolean;
}

export interface Table {
  app: string;
  key: string;
  label: string;
  icon: string | null;
  document: TableDocument;
  /** By key, in the order of the document, the system fields last. */
  fields: Map<string, Field>;
  title: Field | null;
  grids: GridView[];
  boards: KanbanView[];
  form: FormView | null;
  detail: DetailView | null;
}

/** One app as the caller may see it at one revision. */
export interface AppModel {
  key: string;
  label: string;
  color: Color;
  icon: string | null;
  revision: number;
  document: AppDocument;
  tables: Map<string, Table>;
  roles: RoleDocument[];
  optionSets: Map<string, OptionSetDocument>;
  views: Map<string, ViewDocument>;
  automations: Map<string, AutomationDocument>;
  approvals: Map<string, ApprovalDocument>;
  connectors: Map<string, ConnectorDocument>;
}
