import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { post } from "@/api/client";
import { keys, tablePath } from "@/api/queries";
import type { Draft, RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";

/** Which fields the record shows now, and which may be changed: as the server says. */
export function useShape(table: Table, record: RecordRow | undefined): Draft | undefined {
  return useQuery({
    queryKey: [...keys.part(table.app, table.key, record?.id ?? "", "shape"), record?.version ?? 0],
    // Who may not change the record has no form of it to ask for.
    enabled: record !== undefined && record.rights?.edit !== false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      post<Draft>(
        `${tablePath(table.app, table.key)}/draft`,
        { values: {}, id: record?.id },
        {
          signal,
        },
      ),
  }).data;
}
