import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Problem } from "@/api/errors";
import { keys, recordPath } from "@/api/queries";
import type { AskedField, Move, Prospect, RecordRow, Values } from "@/api/types";
import { useSettled } from "@/formula/server";
import type { Table } from "@/metadata/types";

/** What the server says of a move with a form that is being filled in; nothing is written. */
export interface Trial {
  /** Of what was typed before, until it has looked at what is typed now. */
  form: AskedField[];
  /** What is still wrong with the form; null: it has not looked yet. */
  problems: Problem[] | null;
}

export function useTrial(table: Table, record: RecordRow, move: Move, typed: Values): Trial {
  const settled = useSettled(typed);
  const tried = useQuery({
    queryKey: [
      ...keys.part(table.app, table.key, record.id, "transitions"),
      move.key,
      settled,
    ] as const,
    enabled: move.form.length > 0,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const path = `${recordPath(table.app, table.key, record.id)}/transitions`;
      const query = { transition: move.key, form: JSON.stringify(settled) };
      return (await get<Prospect>(path, query, signal)).transitions[0] ?? null;
    },
  });
  return { form: tried.data?.form ?? move.form, problems: tried.data?.problems ?? null };
}
