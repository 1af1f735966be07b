import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { get } from "@/api/client";
import { keys, tablePath, useRecords } from "@/api/queries";
import type { Expanded, RecordPage, RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";
import { askedFields, type Column } from "./columns";

/** Which records of a table, whatever their order. */
export interface Wanted {
  filter: string;
  search: string;
}

/** The rows of a list that were read so far, and a way to more. */
export function useRows(
  table: Table,
  columns: Column[],
  wanted: Wanted & { sort: readonly string[]; colors: string | null; limit?: number },
) {
  const asked = useMemo(() => askedFields(table, columns), [table, columns]);
  const records = useRecords(table.app, table.key, {
    ...asked,
    filter: wanted.filter || undefined,
    search: wanted.search || undefined,
    sort: wanted.sort.join(",") || undefined,
    colors: wanted.colors || undefined,
    rights: true,
    ...(wanted.limit ? { limit: wanted.limit } : {}),
  });
  const pages = records.data?.pages;
  const rows = useMemo(() => unique(pages?.flatMap((page) => page.records) ?? []), [pages]);
  const expanded = useMemo(
    () => mergeExpanded(pages?.map((page) => page.expanded ?? {}) ?? []),
    [pages],
  );
  const { fetchNextPage, isFetchingNextPage } = records;
  const more = useCallback(
    () => void (isFetchingNextPage || fetchNextPage({ cancelRefetch: false })),
    [fetchNextPage, isFetchingNextPage],
  );
  return { records, rows, expanded, more };
}

/** How many records there are; asked once for each filter, and anew when the table changed. */
export const useCount = (table: Table, { filter, search }: Wanted, isWanted = true) =>
  useQuery({
    queryKey: [...keys.table(table.app, table.key), "count", filter, search],
    enabled: isWanted,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => countOf(table, { filter, search }, signal),
  }).data;

export async function countOf(
  table: Table,
  { filter, search }: Wanted,
  signal?: AbortSignal,
): Promise<number> {
  const page = await get<RecordPage>(
    tablePath(table.app, table.key),
    { filter, search, fields: "id", limit: 1, count: true },
    signal,
  );
  return page.count ?? page.records.length;
}

/** A record that moved between two pages is shown once. */
function unique(rows: RecordRow[]): RecordRow[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function mergeExpanded(pages: Expanded[]): Expanded {
  const all: Expanded = {};
  for (const page of pages)
    for (const [field, titles] of Object.entries(page)) all[field] = { ...all[field], ...titles };
  return all;
}
