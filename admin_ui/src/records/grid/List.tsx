import { lazy, Suspense, useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLive } from "@/api/live";
import type { RecordRow } from "@/api/types";
import type { AppModel, Table } from "@/metadata/types";
import { fetchAhead } from "@/ui/ahead";
import { usePhone } from "@/ui/usePhone";
import { Filters, StripButton } from "../filters/Filters";
import { newRecord } from "../form/createInPlace";
import type { Kept } from "../views/kept";
import { SaveView } from "../views/SaveView";
import { ViewTabs } from "../views/ViewTabs";
import type { ListView } from "../views/views";
import { choicesOf } from "./columns";
import { Footer } from "./Footer";
import css from "./ListPage.module.css";
import { NewOnPhone } from "./NewOnPhone";
import { Records } from "./Records";
import { TitleBar } from "./TitleBar";
import { Tools } from "./Tools";
import { useList } from "./useList";

const RecordDrawer = lazy(async () => ({
  default: (await import("../detail/RecordDrawer")).RecordDrawer,
}));

const loadBulkBar = () => import("../bulk/BulkBar");
const BulkBar = lazy(async () => ({ default: (await loadBulkBar()).BulkBar }));

const AHEAD = [
  loadBulkBar,
  () => import("../detail/RecordDrawer"),
  () => import("../filters/ConditionEditor"),
  () => import("../bulk/EditMany"),
  () => import("../views/ColumnsPanel"),
  () => import("../views/SaveForm"),
  () => import("@/fields/select/Input"),
  () => import("@/fields/user/Input"),
  () => import("@/fields/reference/Input"),
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
  const { t } = useTranslation();
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
      <Filters
        table={table}
        rights={rights}
        state={state}
        expanded={list.expanded}
        count={list.records.error ? undefined : list.count}
        isPhone={isPhone}
        tools={
          <Tools
            table={table}
            state={state}
            columns={list.columns}
            density={list.density}
            hasOwnColumns={list.hasOwnColumns}
            isPhone={isPhone}
            onColumns={list.setColumns}
          />
        }
      >
        {!isPhone && (
          <SaveView
            table={table}
            view={view}
            filter={state.filter}
            sort={state.sort}
            columns={choicesOf(list.columns)}
            onSaved={(key) => void navigate(`${path}?view=${key}`)}
          >
            <StripButton>{t("list.asNewView")}</StripButton>
          </SaveView>
        )}
      </Filters>
      <Records table={table} list={list} isPhone={isPhone} onOpen={open} onNew={make} />
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
        <Suspense fallback={null}>
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
        </Suspense>
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
