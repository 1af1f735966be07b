import type { Color } from "./colors";
import type { Problem } from "./errors";

export interface Me {
  id: string;
  name: string;
  login: string;
  email: string | null;
  language: "zh" | "en";
  is_admin: boolean;
  roles: { app: string; role: string; label: string }[];
  departments: { id: string; name: string }[];
  apps: string[];
  /** The same apps with what may be built in them: kinds of documents. */
  app_cards: (AppCard & { build: string[] })[];
  powers: string[];
  workspace: string;
  csrf?: string;
}

export interface AppCard {
  key: string;
  label: string;
  description: string | null;
  version: string;
  icon: string | null;
  color: Color | null;
}

export type Values = Record<string, unknown>;

export interface RecordRow {
  id: string;
  version: number;
  values: Values;
  warnings?: Problem[];
  /** Asked for by `rights=true`. */
  rights?: RecordRights;
  /** Asked for by `colors=`: what the view's rules say, by field; "" is the whole row. */
  colors?: Record<string, Color>;
}

/** What the caller may do with one record; `readonly` are fields that they may otherwise edit. */
export interface RecordRights {
  edit: boolean;
  delete: boolean;
  readonly: string[];
}

/** What a form shows for the values so far (`POST …/records/draft`). */
export interface Draft {
  values: Values;
  visible: string[];
  required: string[];
  editable: string[];
  problems: Problem[];
  warnings: Problem[];
}

/** Titles of referenced records: field → id → `{title, …}`. */
export type Expanded = Record<string, Record<string, { title: string } & Values>>;

/** A record as others speak of it. */
export interface RecordName {
  app: string;
  table: string;
  id: string;
  title: string | null;
}

export interface RecordPage {
  records: RecordRow[];
  next: string | null;
  count?: number;
  expanded?: Expanded;
}

export interface HistoryEvent {
  seq: number;
  kind: "create" | "update" | "delete" | "restore" | "transition" | string;
  at: string;
  user: string | null;
  user_name: string | null;
  origin: string;
  via: string | null;
  reason: string | null;
  revision: number;
  before: Values | null;
  after: Values | null;
}

/** A field that a move asks for; `is_asked`: with the record as it is. */
export interface AskedField {
  field: string;
  required: boolean;
  is_asked: boolean;
  default: unknown;
  /** What kinds of files it takes, and how large; empty and null: as the field does. */
  accept: string[];
  max_mb: number | null;
}

export interface Move {
  key: string;
  label: string;
  to: string;
  is_open: boolean;
  /** Whether it asks why. */
  reason: "optional" | "required" | null;
  /** What is asked before it. */
  confirm: string | null;
  /** What it waits for. */
  approval: { key: string; label: string; choose: Choice[] } | null;
  form: AskedField[];
  problems: Problem[];
}

/** A node of an approval for which whoever asks names who decides: at most so many, of these
 * people or of everybody. */
export interface Choice {
  node: string;
  label: string;
  most: number;
  among: { id: string; name: string }[] | null;
}

/** The state that a record is in by one machine. */
export interface PresentState {
  field: string;
  state: string | null;
  description: string | null;
  since: string | null;
  due: string | null;
  checklist: {
    key: string;
    label: string;
    required: boolean;
    ticked: { user: string | null; at: string } | null;
  }[];
  /** The move that waits for an approval. */
  pending: { transition: string; applicant: string | null; at: string } | null;
  may_override: boolean;
}

/** Where a record is, and what may happen to it next. */
export interface Prospect {
  transitions: Move[];
  states: PresentState[];
}

/** What a plan meets beside what it loses; what `blocks` keeps it from being carried out. */
export interface Finding {
  code: string;
  sentence: string;
  rows: number | null;
  blocks: boolean;
}

export interface Plan {
  id: string;
  base: number;
  changes: { code: string; sentence: string }[];
  steps: { code?: string; sentence: string; rows?: number; seconds?: number }[];
  dangers: { code: string; sentence: string; rows?: number }[];
  findings: Finding[];
  /** What keeps it from being carried out. */
  problems: Problem[];
  /** What is doubtful, and nothing more. */
  warnings: Problem[];
}

export interface Revision {
  number: number;
  app: string;
  user: string | null;
  user_name: string | null;
  origin: string;
  at: string;
  note: string | null;
  undoes: number | null;
  changes?: { code: string; sentence: string }[];
}
