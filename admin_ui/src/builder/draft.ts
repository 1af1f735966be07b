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

interface DraftStore {
  /** By app: each app has a draft of its own. */
  drafts: Record<string, { draft: Draft; past: Changed[]; future: Changed[] }>;
  /** Puts documents (null: takes them away) as one step that can be undone. */
  change(model: Pick<AppModel, "key" | "revision">, documents: Changed): void;
  undo(app: string): void;
  redo(app: string): void;
  drop(app: string): void;
}

const STORED = "tangram-draft";
const MOST_STEPS = 100;

/** A step further in an app's draft; pure, so that it is tested as a table. */
export function stepped(
  before: { draft: Draft; past: Changed[] } | undefined,
  app: string,
  revision: number,
  documents: Changed,
) {
  const draft = before?.draft ?? { app, base: revision, changed: {} };
  return {
    draft: { ...draft, changed: { ...draft.changed, ...documents } },
    past: [...(before?.past ?? []), draft.changed].slice(-MOST_STEPS),
    future: [] as Changed[],
  };
}

export const useDrafts = create<DraftStore>((set, get) => {
  const keep = (app: string, next: DraftStore["drafts"][string] | null) => {
    const drafts = { ...get().drafts };
    if (next) drafts[app] = next;
    else delete drafts[app];
    set({ drafts });
    try {
      if (next && Object.keys(next.draft.changed).length > 0)
        localStorage.setItem(`${STORED}-${app}`, JSON.stringify(next.draft));
      else localStorage.removeItem(`${STORED}-${app}`);
    } catch {
      // A browser that keeps nothing loses the draft with the tab, not before.
    }
  };
  return {
    drafts: {},
    change: ({ key, revision }, documents) =>
      keep(key, stepped(get().drafts[key] ?? restored(key), key, revision, documents)),
    undo: (app) => {
      const present = get().drafts[app];
      const back = present?.past.at(-1);
      if (!present || !back) return;
      keep(app, {
        draft: { ...present.draft, changed: back },
        past: present.past.slice(0, -1),
        future: [present.draft.changed, ...present.future],
      });
    },
    redo: (app) => {
      const present = get().drafts[app];
      const [next, ...rest] = present?.future ?? [];
      if (!present || !next) return;
      keep(app, {
        draft: { ...present.draft, changed: next },
        past: [...present.past, present.draft.changed],
        future: rest,
      });
    },
    drop: (app) => keep(app, null),
  };
});

/** What was left of an earlier visit; undefined: nothing. */
export function restored(
  app: string,
): { draft: Draft; past: Changed[]; future: Changed[] } | undefined {
  try {
    const stored = localStorage.getItem(`${STORED}-${app}`);
    return stored ? { draft: JSON.parse(stored) as Draft, past: [], future: [] } : undefined;
  } catch {
    return undefined;
  }
}

/** The app's draft, that of an earlier visit too. */
export const useDraft = (app: string) =>
  useDrafts((store) => store.drafts[app] ?? restoredOnce(app));

const seen = new Map<string, ReturnType<typeof restored>>();
function restoredOnce(app: string): ReturnType<typeof restored> {
  if (!seen.has(app)) seen.set(app, restored(app));
  return seen.get(app);
}

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
