import { useEffect, useRef, useState } from "react";
import type { RecordRow } from "@/api/types";
import { ownVersions } from "./store";

const SHOWN_MS = 800;
const NOTHING: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** The fields that somebody else has just changed, by record. */
export function useFlash(rows: readonly RecordRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const [flashing, flash] = useState(NOTHING);
  const known = useRef(new Map<string, RecordRow>());
  useEffect(() => {
    const found = new Map<string, Set<string>>();
    for (const row of rows) {
      const before = known.current.get(row.id);
      if (before && before !== row && row.version > before.version) {
        if (ownVersions.get(row.id) !== row.version) found.set(row.id, differing(before, row));
      }
      known.current.set(row.id, row);
    }
    if (found.size === 0) return;
    flash(found);
    const timer = setTimeout(() => flash(NOTHING), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return flashing;
}

function differing(before: RecordRow, after: RecordRow): Set<string> {
  return new Set(
    Object.keys(after.values).filter(
      (key) =>
        key in before.values &&
        JSON.stringify(before.values[key]) !== JSON.stringify(after.values[key]),
    ),
  );
}
