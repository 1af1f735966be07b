import { useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import { withTexts } from "@/text/t";
import { notify } from "@/ui/Notices";
import type { Bulk } from "../bulk/bulk";
import { download, type ExportFormat, MOST_CHOSEN } from "../bulk/exporting";
import { type Kept, keep } from "../views/kept";
import type { ListView } from "../views/views";
import { type ColumnChoice, columnsOf } from "./columns";
import { useTableRights } from "./rights";
import { useListState } from "./useListState";
import { useCount, useRows } from "./useRows";
import { useSelection } from "./useSelection";

/** Everything that a list shows, whether as a grid or as cards. */
export function useList(table: Table, view: ListView, kept: Kept) {
  const { t } = useTranslation();
  const state = useListState(view);
  const { filter, search, sort } = state;
  const rights = useTableRights(table);
  const own = kept.columns[view.key];
  const columns = useMemo(() => columnsOf(table, own ?? view.columns), [table, own, view]);
  const setColumns = useCallback(
    (next: ColumnChoice[] | null) =>
      keep(table, (old) => {
        const { [view.key]: _, ...rest } = old.columns;
        return { ...old, columns: next ? { ...rest, [view.key]: next } : rest };
      }),
    [table, view.key],
  );
  const found = useRows(table, columns, { filter, search, sort, colors: view.base });
  const isNarrowed = filter !== "" || search !== "";
  const total = useCount(table, { filter: "", search: "" });
  const matching = useCount(table, { filter, search }, isNarrowed && !found.records.error);
  const count = isNarrowed ? matching : total;
  const selection = useSelection(found.rows);
  const { clear } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other records, nothing chosen
  useEffect(() => clear(), [filter, search]);
  const everything: Bulk = { ids: [], all: { filter, search }, count: count ?? 0 };
  const chosen: Bulk = selection.isAll
    ? { ...everything, count: count ?? selection.ids.size }
    : { ids: [...selection.ids], all: null, count: selection.ids.size };
  const exportAs = (bulk: Bulk) => (format: ExportFormat) => {
    const may = columns.filter(({ field }) => rights?.fields[field.key]?.exportable);
    const fields = may.map(({ field }) => field.key).join(",");
    if (!download(table, bulk, { format, fields, sort }))
      notify({ text: t("list.export.tooMany", { count: MOST_CHOSEN }), kind: "failed" });
  };
  const askExport = async () => {
    // Loaded when it is asked for: the list itself opens without it.
    const { openExport } = await withTexts(() => import("../export/ExportDialog"), "export")();
    const shown = columns.map(({ field }) => field);
    await openExport({ table, shown, filter, search, sort: sort.join(",") });
  };
  return {
    ...found,
    state,
    rights,
    columns,
    setColumns,
    hasOwnColumns: own !== undefined,
    density: kept.density ?? view.document?.density ?? ("standard" as const),
    total,
    count,
    selection,
    everything,
    chosen,
    exportAs,
    askExport,
  };
}

export type ListParts = ReturnType<typeof useList>;
