import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call, get } from "@/api/client";
import { ApiError, type Problem } from "@/api/errors";
import { queryClient, recordPath, tablePath } from "@/api/queries";
import type { RecordRow, Values } from "@/api/types";
import type { Table } from "@/metadata/types";
import { type Clash, changesOf, clashesOf, isSame, without } from "./changes";
import { keep, readKept, sayKept } from "./kept";
import { onceKey } from "./onceKey";
import { troubleOf } from "./trouble";
import { useDraft } from "./useDraft";

export interface FormStart {
  table: Table;
  /** The record that is edited; null: a new one. It may move on while the form is open. */
  record: RecordRow | null;
  /** What a new record starts with beside its defaults. */
  initial?: Values;
  /** false: one value, changed in place. */
  keepsDraft?: boolean;
  onSaved(record: RecordRow, warnings: Problem[]): void;
}

/** Somebody saved first: what both changed, and their record. */
export interface Conflict {
  theirs: RecordRow;
  clashes: Clash[];
}

/** A form that is being filled in: typed values over a record, judged by the server. */
export function useForm({ table, record, initial, keepsDraft = true, onSaved }: FormStart) {
  const [base, setBase] = useState(record);
  const id = base?.id ?? null;
  const [typed, setTyped] = useState<Values>(initial ?? {});
  const [kept, setKept] = useState(() => (keepsDraft ? readKept(table, id) : null));
  const [isKept, setIsKept] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isAttempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState<Problem[]>([]);
  const [isSaving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { draft, judged, trouble, ask, setTrouble } = useDraft(
    table,
    id,
    typed,
    record?.version ?? 0,
  );
  const once = useMemo(onceKey, []);
  const isDone = useRef(false);

  const changes = useMemo(
    () => changesOf(typed, base?.values ?? initial ?? {}),
    [typed, base, initial],
  );
  const isDirty = Object.keys(changes).length > 0;

  useEffect(() => {
    if (isDone.current || !keepsDraft) return;
    // A draft that nobody has decided about is not written over.
    if (kept === null) setIsKept(keep(table, id, changes) && isDirty);
    else if (isDirty) keep(table, id, { ...kept.typed, ...changes });
  }, [table, id, changes, isDirty, kept, keepsDraft]);

  // A form that goes away without having been saved or discarded leaves its draft, and says so.
  const left = useRef(false);
  left.current = isDirty && keepsDraft && kept === null;
  useEffect(() => () => void (left.current && !isDone.current && sayKept()), []);

  const change = useCallback((field: string, value: unknown) => {
    setTyped((all) => ({ ...all, [field]: value }));
    setRefused((all) => all.filter((problem) => problem.field !== field));
  }, []);
  const touch = useCallback((field: string) => setTouched((all) => new Set(all).add(field)), []);

  async function send(from: RecordRow | null, values: Values): Promise<RecordRow> {
    const path = from ? recordPath(table.app, table.key, from.id) : tablePath(table.app, table.key);
    const body = { values };
    return call<RecordRow>(from ? "PATCH" : "POST", path, {
      body,
      version: from?.version,
      idempotencyKey: once(JSON.stringify([from?.version, body])),
    });
  }

  /** The values are stored; of two who changed the same, the person decides before that. */
  async function store(from: RecordRow | null, values: Values): Promise<void> {
    try {
      const saved = await send(from, values);
      isDone.current = true;
      if (keepsDraft) keep(table, id, {});
      void queryClient.invalidateQueries({ queryKey: ["records"] });
      onSaved(saved, saved.warnings ?? []);
    } catch (error) {
      if (from && error instanceof ApiError && error.status === 409) await meet(from, values);
      else throw error;
    }
  }

  async function meet(from: RecordRow, values: Values): Promise<void> {
    const theirs = await get<RecordRow>(recordPath(table.app, table.key, from.id), {
      rights: true,
    });
    const clashes = clashesOf(values, from.values, theirs.values);
    if (clashes.length > 0) setConflict({ theirs, clashes });
    else {
      setBase(theirs);
      await store(theirs, values);
    }
  }

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    setSaving(true);
    setRefused([]);
    try {
      await work();
    } catch (error) {
      const found = troubleOf(error);
      setTrouble(found);
      if (!found && error instanceof ApiError)
        setRefused(
          error.problems.length ? error.problems : [{ code: error.code, message: error.message }],
        );
    } finally {
      setSaving(false);
    }
    return isDone.current;
  }

  const save = () =>
    attempt(async () => {
      setAttempted(true);
      const checked = await ask();
      if (checked.problems.length === 0) await store(base, base ? changes : typed);
    });

  /** The conflict is settled: these fields take what the other person saved. */
  const settle = (given: readonly string[]) =>
    attempt(async () => {
      if (!conflict) return;
      const mine = without(changes, given);
      setTyped((all) => without(all, given));
      setBase(conflict.theirs);
      setConflict(null);
      await store(conflict.theirs, mine);
    });

  // What is wrong with a value that has changed since is not known yet.
  const isTold = ({ field = "" }: Problem) =>
    (isAttempted || touched.has(field)) && isSame(judged[field], typed[field]);

  return {
    table,
    base,
    draft,
    trouble,
    conflict,
    isDirty,
    isSaving,
    isKept,
    isAttempted,
    kept,
    change,
    touch,
    save,
    settle,
    values: { ...draft?.values, ...typed },
    typed,
    /** What is wrong and may be told by now: of fields that were left, and all after saving. */
    problems: [
      ...(draft?.problems ?? []).filter(isTold),
      ...refused.filter((each) => !draft?.problems.some((other) => isSameProblem(each, other))),
    ],
    closeConflict: () => setConflict(null),
    /** The draft of last time is gone on with. */
    resume: () => {
      if (kept) setTyped((all) => ({ ...kept.typed, ...all }));
      setKept(null);
    },
    forget: () => setKept(null),
    /** The server is asked again. */
    look: () => ask().catch(() => undefined),
    /** Somebody else has changed the record meanwhile: theirs is what this goes on from. */
    meetNow: (theirs: RecordRow) => {
      const clashes = base ? clashesOf(changes, base.values, theirs.values) : [];
      if (clashes.length > 0) setConflict({ theirs, clashes });
      else setBase(theirs);
    },
    mayLeave: () => isDone.current || !isDirty,
    /** What was typed is given up. */
    discard: () => {
      isDone.current = true;
      keep(table, id, {});
    },
    /** The record is gone: its values become a new one. */
    saveAsNew: () =>
      attempt(() => store(null, { ...writable(table, base?.values ?? {}), ...typed })),
  };
}

export type Form = ReturnType<typeof useForm>;

const isSameProblem = (one: Problem, other: Problem): boolean =>
  one.field === other.field && one.message === other.message;

const writable = (table: Table, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([key, value]) => {
      const field = table.fields.get(key);
      return value != null && field && !field.isSystem && !COMPUTED.has(field.type);
    }),
  );

const COMPUTED = new Set(["formula", "generated", "auto_number", "state", "children"]);
