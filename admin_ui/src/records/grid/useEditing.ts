import { useCallback, useState } from "react";
import { ApiError } from "@/api/errors";
import type { RecordRow } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import { saveValues } from "./store";

/** A value that the server refused, with what was typed. */
export interface Trouble {
  id: string;
  field: Field;
  typed: unknown;
  message: string;
}

/** Writes the values of cells; what is refused is kept until somebody looks at it. */
export function useEditing(table: Table) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const save = useCallback(
    async (row: RecordRow, field: Field, value: unknown) => {
      setTrouble(null);
      if (JSON.stringify(row.values[field.key] ?? null) === JSON.stringify(value ?? null)) return;
      try {
        await saveValues(table, row, { [field.key]: value ?? null });
      } catch (error) {
        const known = error instanceof ApiError ? error : null;
        const messages = known?.problems.map((problem) => problem.message) ?? [];
        const message = messages.join(" ") || known?.message || String(error);
        setTrouble({ id: row.id, field, typed: value, message });
      }
    },
    [table],
  );
  return { trouble, dismiss: useCallback(() => setTrouble(null), []), save };
}
