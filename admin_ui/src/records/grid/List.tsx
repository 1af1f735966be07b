import { Button } from "antd";
import { Filter, Plus } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLive } from "@/api/live";
import type { RecordRow } from "@/api/types";
import type { AppModel, Table } from "@/metadata/types";
import { fetchAhead } from "@/ui/ahead";
import { usePhone } from "@/ui/usePhone";
import { BulkBar } from "../bulk/BulkBar";
import { FilterBar } from "../filters/FilterBar";
import { FormulaStrip } from "../filters/FormulaStrip";
import { newRecord } from "../form/createInPlace";
import type { Kept } from "../views/kept";
import { SaveView } from "../views/SaveView";
import { ViewTabs } from "../views/ViewTabs";
import type { ListView } from "../views/views";
import { choicesOf } from "./columns";
import { Footer } from "./Footer";
import css from "./ListPage.module.css";
import { Records } from "./Records";
import { TitleBar } from "./TitleBar";
import { Tools } from "./Tools";
import { type ListParts, useList } from "./useList";

const RecordDrawer = lazy(async () => ({
  default: (await import("../detail/RecordDrawer")).RecordDrawer,
}));

const AHEAD = [
  () => import("../detail/RecordDrawer"),
  () => import("../filters/ConditionEditor"),
  () => import("../bulk/EditMany"),
  () => import("../views/ColumnsPanel"),
];

interface Props {
  model: AppModel;
  table: Table;
  kept: Kept;
  views: ListView[];
  view: ListView;
}

/** One view of a table: its records, and all that can be done with them at once. */
export function List({ model, table, kept, views, view }: Props) {
  const navigate = useNavigate();
  const isPhone = usePhone();
  const path = `/a/${table.app}/${table.key}`;
  useLive(`table:${table.app}.${table.key}`);
  useEffect(() => fetchAhead(...AHEAD), []);
  const list = useList(table, view, kept);
  const { rights, state, selection } = list;
  const { change } = state;
  const open = useCallback(
    (row: RecordRow) => (isPhone ? void navigate(`${path}/${row.id}`) : change({ record: row.id })),
    [isPhone, navigate, path, change],
  );
  const make = () =>
    isPhone ? void navigate(`${path}/new`) : void newRecord(table.app, table.key);
  const parts = { table, list, isPhone };
  return (
    <div className={css.list}>
      <TitleBar
        table={table}
        color={model.color}
        count={list.total}
        rights={rights}
        isPhone={isPhone}
        onNew={make}
        onExport={() => void list.askExport()}
      />
      <ViewTabs
        table={table}
        views={views}
        present={view}
        onGone={() => void navigate(path, { replace: true })}
      />
      <Filters {...parts} view={view} onSaved={(key) => void navigate(`${path}?view=${key}`)} />
      <Records {...parts} onOpen={open} onNew={make} />
      {isPhone ? (
        rights?.create && <NewOnPhone table={table} onNew={make} />
      ) : (
        <Footer
          table={table}
          columns={list.columns}
          rights={rights}
          filter={state.filter}
          search={state.search}
          loaded={list.rows.length}
          count={list.count}
        />
      )}
      {list.chosen.count > 0 && !isPhone && (
        <BulkBar
          table={table}
          rights={rights}
          bulk={list.chosen}
          rows={list.rows.filter(({ id }) => selection.ids.has(id))}
          count={list.count}
          onAll={selection.selectAll}
          onClear={selection.clear}
          onExport={list.exportAs(list.chosen)}
        />
      )}
      {state.record && !isPhone && (
        <Suspense fallback={null}>
          <RecordDrawer
            app={table.app}
            table={table.key}
            id={state.record}
            onClose={() => change({ record: null })}
            onStep={(id) => change({ record: id })}
          />
        </Suspense>
      )}
    </div>
  );
}

interface PartProps {
  table: Table;
  list: ListParts;
  isPhone: boolean;
}

function NewOnPhone({ table, onNew }: { table: Table; onNew(): void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={css.newOnPhone} onClick={onNew}>
      <Plus size={20} strokeWidth={1.75} aria-hidden="true" />
      {t("list.new", { table: table.label })}
    </button>
  );
}

/** Conditions, formula, order, columns, search; on a phone the conditions behind a button. */
function Filters({
  table,
  list,
  isPhone,
  view,
  onSaved,
}: PartProps & { view: ListView; onSaved(key: string): void }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  const { state, rights, expanded, columns } = list;
  const tools = (
    <Tools
      table={table}
      state={state}
      columns={columns}
      density={list.density}
      hasOwnColumns={list.hasOwnColumns}
      isPhone={isPhone}
      onColumns={list.setColumns}
    />
  );
  const setFilter = (filter: string) => state.change({ filter });
  const isShown = !isPhone || isOpen;
  return (
    <>
      {isPhone && (
        <div className={css.phoneTools}>
          {tools}
          <Button
            icon={<Filter size={16} strokeWidth={1.75} />}
            aria-expanded={isOpen}
            type={state.filter ? "primary" : "default"}
            ghost={state.filter !== ""}
            onClick={() => open(!isOpen)}
          >
            {t("list.filter.label")}
          </Button>
        </div>
      )}
      {isShown && (
        <FilterBar
          table={table}
          rights={rights}
          filter={state.filter}
          expanded={expanded}
          onFilter={setFilter}
        >
          {!isPhone && tools}
        </FilterBar>
      )}
      {isShown && (state.filter !== "" || state.isChanged) && (
        <FormulaStrip
          table={table}
          filter={state.filter}
          count={list.records.error ? undefined : list.count}
          onFilter={setFilter}
        >
          {state.isChanged && (
            <button type="button" className={css.link} onClick={state.reset}>
              {t("list.asView")}
            </button>
          )}
          {!isPhone && (
            <SaveView
              table={table}
              view={view}
              filter={state.filter}
              sort={state.sort}
              columns={choicesOf(columns)}
              onSaved={onSaved}
            >
              <button type="button" className={css.link}>
                {t("list.asNewView")}
              </button>
            </SaveView>
          )}
        </FormulaStrip>
      )}
    </>
  );
}
