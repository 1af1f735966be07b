import type { InfiniteData } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryClient } from "@/api/queries";
import type { RecordPage } from "@/api/types";
import type { Table } from "@/metadata/types";

export interface Neighbours {
  at: number;
  of: number;
  before: string | null;
  after: string | null;
}

/** Where the record stands in the list one came from; null: it came from none. */
export function useNeighbours(table: Table, id: string): Neighbours | null {
  return useMemo(() => neighboursIn(listsOf(table), id), [table, id]);
}

function listsOf(table: Table): RecordPage[][] {
  const found = queryClient
    .getQueryCache()
    .findAll({ queryKey: ["records", table.app, table.key, "list"] });
  return found
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
    .map((query) => (query.state.data as InfiniteData<RecordPage> | undefined)?.pages ?? []);
}

/** The neighbours in the first of the lists that holds the record. */
export function neighboursIn(lists: RecordPage[][], id: string): Neighbours | null {
  for (const pages of lists) {
    const ids = pages.flatMap((page) => page.records.map((record) => record.id));
    const at = ids.indexOf(id);
    if (at < 0) continue;
    return {
      at: at + 1,
      of: pages[0]?.count ?? ids.length,
      before: ids[at - 1] ?? null,
      after: ids[at + 1] ?? null,
    };
  }
  return null;
}
