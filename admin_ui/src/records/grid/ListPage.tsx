import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp, useRecords } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import type { GridView, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import { askedFields, columnsOf } from "./columns";
import { Grid } from "./Grid";
import css from "./ListPage.module.css";

/** `/a/:app/:table?view=`: the records of a table as one of its views shows them. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  const [words] = useSearchParams();
  useLive(`app:${app}`);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const first = model.data.tables.keys().next().value;
  if (!key && first) return <Navigate to={`/a/${app}/${first}`} replace />;
  const table = model.data.tables.get(key);
  if (!table) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  const view = table.grids.find((each) => each.key === words.get("view")) ?? table.grids[0] ?? null;
  return <List key={`${key} ${view?.key}`} table={table} view={view} />;
}

function List({ table, view }: { table: Table; view: GridView | null }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const navigate = useNavigate();
  const [sort, setSort] = useState<readonly string[]>(view?.sort ?? []);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  useLive(`table:${table.app}.${table.key}`);
  const columns = useMemo(() => columnsOf(table, view, null), [table, view]);
  const asked = useMemo(() => askedFields(table, columns), [table, columns]);
  const records = useRecords(table.app, table.key, {
    ...asked,
    view: view?.key,
    sort: sort.join(",") || undefined,
  });
  const rows = useMemo(
    () => records.data?.pages.flatMap((page) => page.records) ?? [],
    [records.data],
  );
  const expanded = useMemo(
    () => mergeExpanded(records.data?.pages.map((page) => page.expanded ?? {}) ?? []),
    [records.data],
  );
  const { fetchNextPage, isFetchingNextPage } = records;
  const more = useCallback(
    () => void (isFetchingNextPage || fetchNextPage()),
    [fetchNextPage, isFetchingNextPage],
  );
  const open = useCallback(
    (row: RecordRow) => void navigate(`/a/${table.app}/${table.key}/${row.id}`),
    [navigate, table],
  );
  const toggle = useCallback((id: string) => select((old) => toggled(old, id)), []);
  return (
    <>
      <header className={css.title}>
        <ThingIcon icon={table.icon} size={18} />
        <h1>{table.label}</h1>
      </header>
      <nav className={css.tabs} aria-label={t("list.views")}>
        {table.grids.map((each) => (
          <Link
            key={each.key}
            to={`?view=${each.key}`}
            className={css.tab}
            aria-current={each === view ? "page" : undefined}
          >
            {labelText(each.label)}
          </Link>
        ))}
      </nav>
      {records.error ? (
        <ErrorBox error={records.error} retry={() => void records.refetch()} />
      ) : records.isLoading ? (
        <Loading rows={12} />
      ) : rows.length === 0 ? (
        <StateBox title={t("list.empty", { table: table.label })} text={t("list.emptyText")} />
      ) : (
        <Grid
          columns={columns}
          rows={rows}
          expanded={expanded}
          language={language}
          density="standard"
          label={table.label}
          selected={selected}
          sort={sort}
          hasMore={records.hasNextPage}
          onMore={more}
          onSort={(field, isSecond) => setSort((old) => nextSort(old, field, isSecond))}
          onSelect={toggle}
          onSelectAll={() =>
            select((old) =>
              old.size >= rows.length ? new Set() : new Set(rows.map((row) => row.id)),
            )
          }
          onOpen={open}
        />
      )}
      <footer className={css.foot}>{t("list.loaded", { count: rows.length })}</footer>
    </>
  );
}

/** Up, down, as the view has it; with shift the second after the first. */
export function nextSort(
  old: readonly string[],
  field: string,
  isSecond: boolean,
): readonly string[] {
  const rest = isSecond ? old.filter((each) => each.replace("-", "") !== field) : [];
  if (old.includes(field)) return [...rest, `-${field}`];
  return old.includes(`-${field}`) ? rest : [...rest, field];
}

function toggled(old: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(old);
  if (!next.delete(id)) next.add(id);
  return next;
}

function mergeExpanded(pages: Expanded[]): Expanded {
  const all: Expanded = {};
  for (const page of pages)
    for (const [field, titles] of Object.entries(page)) all[field] = { ...all[field], ...titles };
  return all;
}
