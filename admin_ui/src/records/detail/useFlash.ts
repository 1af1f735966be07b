import { useEffect, useRef, useState } from "react";
import type { RecordRow } from "@/api/types";
import { differing } from "../form/changes";

const SHOWN_MS = 800;
const NONE: ReadonlySet<string> = new Set();

/** The fields that have just changed while one was looking. */
export function useFlash(record: RecordRow | undefined): ReadonlySet<string> {
  const [fields, setFields] = useState(NONE);
  const seen = useRef(record);
  useEffect(() => {
    const before = seen.current;
    seen.current = record;
    if (!before || !record || before.id !== record.id) return;
    const changed = differing(before.values, record.values);
    if (changed.length === 0) return;
    setFields(new Set(changed));
    const timer = setTimeout(() => setFields(NONE), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [record]);
  return fields;
}
