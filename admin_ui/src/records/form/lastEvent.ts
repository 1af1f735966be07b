import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys, recordPath } from "@/api/queries";
import type { HistoryEvent } from "@/api/types";
import type { Table } from "@/metadata/types";

/** Who changed a record last. */
export function useLastEvent(table: Table, id: string, version: number): HistoryEvent | undefined {
  return (
    useQuery({
      queryKey: [...keys.part(table.app, table.key, id, "last"), version],
      queryFn: async ({ signal }) => {
        const path = `${recordPath(table.app, table.key, id)}/history`;
        return (
          (await get<{ events: HistoryEvent[] }>(path, { limit: 1 }, signal)).events[0] ?? null
        );
      },
    }).data ?? undefined
  );
}
