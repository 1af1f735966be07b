import { useCallback, useRef, useState } from "react";
import type { RecordRow } from "@/api/types";

export interface Selection {
  ids: ReadonlySet<string>;
  /** Everything that matches, also what was not read yet. */
  isAll: boolean;
  /** With `isRange`: everything from the one chosen before to this one. */
  toggle(id: string, isRange: boolean): void;
  toggleLoaded(): void;
  selectAll(): void;
  clear(): void;
}

const NONE: ReadonlySet<string> = new Set();

/** Which rows are chosen. */
export function useSelection(rows: readonly RecordRow[]): Selection {
  const [ids, setIds] = useState(NONE);
  const [isAll, setAll] = useState(false);
  const last = useRef<string | null>(null);
  const present = useRef(rows);
  present.current = rows;
  const toggle = useCallback((id: string, isRange: boolean) => {
    setAll(false);
    const from = last.current;
    last.current = id;
    setIds((old) => (isRange && from ? ranged(old, present.current, from, id) : toggled(old, id)));
  }, []);
  const toggleLoaded = useCallback(() => {
    setAll(false);
    setIds((old) =>
      old.size >= present.current.length ? NONE : new Set(present.current.map(({ id }) => id)),
    );
  }, []);
  const selectAll = useCallback(() => {
    setAll(true);
    setIds(new Set(present.current.map(({ id }) => id)));
  }, []);
  const clear = useCallback(() => {
    setAll(false);
    setIds(NONE);
  }, []);
  return { ids, isAll, toggle, toggleLoaded, selectAll, clear };
}

export function ranged(
  old: ReadonlySet<string>,
  rows: readonly RecordRow[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const at = rows.findIndex(({ id }) => id === from);
  const until = rows.findIndex(({ id }) => id === to);
  if (at < 0 || until < 0) return toggled(old, to);
  const between = rows.slice(Math.min(at, until), Math.max(at, until) + 1);
  return new Set([...old, ...between.map(({ id }) => id)]);
}

function toggled(old: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(old);
  if (!next.delete(id)) next.add(id);
  return next;
}
