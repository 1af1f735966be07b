import { create } from "zustand";
import type {
  AppModel,
  FieldDocument,
  Kind,
  KindDocuments,
  TableDocument,
  ViewDocument,
} from "@/metadata/types";

/** The changed documents of one app over the revision they were begun on; null takes one away. */
export interface Draft {
  app: string;
  base: number;
  changed: Record<string, KindDocuments[Kind] | null>;
}

export type Changed = Draft["changed"];
export const nameOf = (kind: Kind, key: string): string => `${kind}/${key}`;

/** What `POST /plans` takes. */
export function planBody(draft: Draft): {
  app: string;
  base: number;
  put: { kind: Kind; document: unknown }[];
  delete: { kind: Kind; key: string }[];
} {
  const entries = Object.entries(draft.changed).map(([name, document]) => {
    const [kind = "", key = ""] = name.split("/");
    return { kind: kind as Kind, key, document };
  });
  return {
    app: draft.app,
    base: draft.base,
    put: entries
      .filter((each) => each.document !== null)
      .map(({ kind, document }) => ({ kind, document })),
    delete: entries
      .filter((each) => each.document === null)
      .map(({ kind, key }) => ({ kind, key })),
  };
}

/** A draft with the steps that led to it and those that were taken back. */
export interface Drafting {
  draft: Draft;
  past: Changed[];
  future: Changed[];
  /** What the last step was about: another one about the same is no step of its own. */
  about?: string | undefined;
}

/** A draft with the steps that led to it and those that were taken back. */
export interface Drafting {
  draft: Draft;
  past: Changed[];
  future: Changed[];
  /** What the last step was about: another one about the same is no step of its own. */
  about?: string | undefined;
}

interface DraftStore {
  /** By app: each app has a draft of its own. */
  drafts: Record<string, Drafting>;
  /**
   * Puts documents (null: takes them away) as one step that can be undone. Steps in a row that are
   * `about` the same (a name being typed) are undone together.
   */
  change(model: Pick<AppModel, "key" | "revision">, documents: Changed, about?: string): void;
  /** Puts documents as a part of the last step: what follows from it, such as a key. */
  amend(app: string, documents: Changed): void;
  /** The draft stands on this revision: what others changed in the same documents is overwritten. */
  rebase(app: string, revision: number): void;
  /** The draft says nothing of this document any more. */
  forget(app: string, name: string): void;
  undo(app: string): void;
  redo(app: string): void;
  drop(app: string): void;
}

const STORED = "tangram-draft";
const MOST_STEPS = 100;

/** A step further in an app's draft; pure, so that it is tested as a table. */
export function stepped(
  before: Drafting | undefined,
  { key, revision }: Pick<AppModel, "key" | "revision">,
  documents: Changed,
  about?: string,
): Drafting {
  const draft = before?.draft ?? { app: key, base: revision, changed: {} };
  const past = before?.past ?? [];
  const goesOn = about !== undefined && about === before?.about;
  // What is begun with nothing changed stands on what is seen now.
  const base = Object.keys(draft.changed).length === 0 ? revision : draft.base;
  return {
    draft: { ...draft, base, changed: { ...draft.changed, ...documents } },
    past: goesOn ? past : [...past, draft.changed].slice(-MOST_STEPS),
    future: [],
    about,
  };
}

export const useDrafts = create<DraftStore>((set, get) => {
  const present = (app: string) => get().drafts[app] ?? restoredOnce(app);
  const keep = (app: string, next: Drafting | null) => {
    const drafts = { ...get().drafts };
    if (next) drafts[app] = next;
    else delete drafts[app];
    seen.set(app, undefined);
    set({ drafts });
    store(app, next?.draft);
  };
  return {
    drafts: {},
    change: (model, documents, about) =>
      keep(model.key, stepped(present(model.key), model, documents, about)),
    amend: (app, documents) => {
      const now = present(app);
      if (!now) return;
      const changed = { ...now.draft.changed, ...documents };
      keep(app, { ...now, draft: { ...now.draft, changed } });
    },
    rebase: (app, revision) => {
      const now = present(app);
      if (now) keep(app, { ...now, draft: { ...now.draft, base: revision } });
    },
    forget: (app, name) => {
      const now = present(app);
      if (!now) return;
      const { [name]: _, ...changed } = now.draft.changed;
      const past = [...now.past, now.draft.changed];
      keep(app, { draft: { ...now.draft, changed }, past, future: [] });
    },
    undo: (app) => {
      const now = present(app);
      const back = now?.past.at(-1);
      if (!now || !back) return;
      keep(app, {
        draft: { ...now.draft, changed: back },
        past: now.past.slice(0, -1),
        future: [now.draft.changed, ...now.future],
      });
    },
    redo: (app) => {
      const now = present(app);
      const [next, ...rest] = now?.future ?? [];
      if (!now || !next) return;
      keep(app, {
        draft: { ...now.draft, changed: next },
        past: [...now.past, now.draft.changed],
        future: rest,
      });
    },
    drop: (app) => keep(app, null),
  };
});

function store(app: string, draft: Draft | undefined): void {
  try {
    if (draft && Object.keys(draft.changed).length > 0)
      localStorage.setItem(`${STORED}-${app}`, JSON.stringify(draft));
    else localStorage.removeItem(`${STORED}-${app}`);
  } catch {
    // A browser that keeps nothing loses the draft with the tab, not before.
  }
}

/** What was left of an earlier visit; undefined: nothing. */
export function restored(app: string): Drafting | undefined {
  try {
    const stored = localStorage.getItem(`${STORED}-${app}`);
    return stored ? { draft: JSON.parse(stored) as Draft, past: [], future: [] } : undefined;
  } catch {
    return undefined;
  }
}

const seen = new Map<string, Drafting | undefined>();
function restoredOnce(app: string): Drafting | undefined {
  if (!seen.has(app)) seen.set(app, restored(app));
  return seen.get(app);
}

/** The app's draft, that of an earlier visit too. */
export const useDraft = (app: string): Drafting | undefined =>
  useDrafts((store) => store.drafts[app] ?? restoredOnce(app));

/** The same at this moment, outside of components. */
export const presentDraft = (app: string): Draft | undefined =>
  (useDrafts.getState().drafts[app] ?? restoredOnce(app))?.draft;

/** A document as the draft has it, else as the app has it; null: there is none. */
export function drafted<K extends Kind>(
  draft: Draft | undefined,
  kind: K,
  key: string,
  published: KindDocuments[K] | null,
): KindDocuments[K] | null {
  const name = nameOf(kind, key);
  return draft && name in draft.changed
    ? (draft.changed[name] as KindDocuments[K] | null)
    : published;
}

export const isChanged = (draft: Draft | undefined): boolean =>
  draft !== undefined && Object.keys(draft.changed).length > 0;

// -- changes that several editors make

export const withField = (
  table: TableDocument,
  field: FieldDocument,
  at?: number,
): TableDocument => {
  const fields = [...(table.fields ?? [])];
  fields.splice(at ?? fields.length, 0, field);
  return { ...table, fields };
};

export const changedField = (
  table: TableDocument,
  key: string,
  next: FieldDocument,
): TableDocument => ({
  ...table,
  fields: (table.fields ?? []).map((field) => (field.key === key ? next : field)),
});

/** The views of a table as the draft has them. */
export function draftedViews(
  draft: Draft | undefined,
  model: AppModel,
  table: string,
): ViewDocument[] {
  const keys = new Set([
    ...model.views.keys(),
    ...Object.keys(draft?.changed ?? {}).flatMap((name) =>
      name.startsWith("view/") ? [name.slice(5)] : [],
    ),
  ]);
  return [...keys].flatMap((key) => {
    const view = drafted(draft, "view", key, model.views.get(key) ?? null);
    return view && view.table === table ? [view] : [];
  });
}
