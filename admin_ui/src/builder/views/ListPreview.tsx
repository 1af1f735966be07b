import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GridView, Table } from "@/metadata/types";
import { CellValue } from "@/records/grid/Cell";
import { columnsOf } from "@/records/grid/columns";
import { useRows } from "@/records/grid/useRows";
import { useLook } from "@/shell/appearance";
import { readableSort, useReadable } from "./readable";
import css from "./views.module.css";

const SHOWN = 12;

/** The list as it will be, with its first records; fields that are not published are empty. */
export function ListPreview({
  table,
  published,
  view,
}: {
  table: Table;
  published: Table;
  view: GridView;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const filter = useReadable(published, view.filter, "filter");
  const drawn = useMemo(() => columnsOf(table, view.columns), [table, view.columns]);
  const readable = useMemo(() => columnsOf(published, view.columns), [published, view.columns]);
  const { records, rows, expanded } = useRows(published, readable, {
    filter,
    search: "",
    sort: readableSort(published, view.sort),
    colors: null,
    limit: SHOWN,
  });
  const isEmpty = records.isSuccess && rows.length === 0;
  return (
    <div className={css.sheet}>
      <table className={css.table} data-density={view.density}>
        <thead>
          <tr>
            {drawn.map(({ field, width }) => (
              <th key={field.key} scope="col" style={{ minWidth: width }}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <tr key={row.id}>
              {drawn.map((column) => (
                <td key={column.field.key}>
                  <CellValue row={row} column={column} expanded={expanded} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {(records.error || isEmpty) && (
        <p className={css.none}>{t(records.error ? "views.unreadable" : "views.empty")}</p>
      )}
    </div>
  );
}
