import type { InfiniteData } from "@tanstack/react-query";
import { patch } from "@/api/client";
import { keys, queryClient, recordPath } from "@/api/queries";
import type { RecordPage, RecordRow, Values } from "@/api/types";
import type { Table } from "@/metadata/types";

/** Versions that this window made itself: they do not flash. */
export const ownVersions = new Map<string, number>();

/** The row as a change makes it, in every list of the table that is in memory. */
export function putRow(table: Table, id: string, change: (row: RecordRow) => RecordRow): void {
  queryClient.setQueriesData<InfiniteData<RecordPage>>(
    { queryKey: [...keys.table(table.app, table.key), "list"] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) =>
          page.records.some((row) => row.id === id)
            ? { ...page, records: page.records.map((row) => (row.id === id ? change(row) : row)) }
            : page,
        ),
      },
  );
}

/** Writes some values of a record: on the screen at once, taken back when the server refuses. */
export async function saveValues(table: Table, row: RecordRow, values: Values): Promise<void> {
  await queryClient.cancelQueries({ queryKey: [...keys.table(table.app, table.key), "list"] });
  putRow(table, row.id, (old) => ({ ...old, values: { ...old.values, ...values } }));
  try {
    const saved = await patch<RecordRow>(
      recordPath(table.app, table.key, row.id),
      { values },
      { version: row.version },
    );
    ownVersions.set(row.id, saved.version);
    putRow(table, row.id, (old) => ({
      ...old,
      version: saved.version,
      values: Object.fromEntries(
        Object.keys(old.values).map((key) => [
          key,
          key in saved.values ? saved.values[key] : old.values[key],
        ]),
      ),
    }));
  } catch (error) {
    const before = Object.fromEntries(
      Object.keys(values).map((key) => [key, row.values[key] ?? null]),
    );
    putRow(table, row.id, (old) => ({ ...old, values: { ...old.values, ...before } }));
    throw error;
  } finally {
    void queryClient.invalidateQueries({ queryKey: keys.table(table.app, table.key) });
  }
}
