import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLive } from "@/api/live";
import type { Expanded, RecordRow } from "@/api/types";
import type { AppModel, KanbanView, Table } from "@/metadata/types";
import { withTexts } from "@/text/t";
import { Dragging } from "@/ui/Dragging";
import { StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import { Filters } from "../filters/Filters";
import { SearchField } from "../filters/SearchField";
import { newRecord } from "../form/createInPlace";
import { NewOnPhone } from "../grid/NewOnPhone";
import { useTableRights } from "../grid/rights";
import { TitleBar } from "../grid/TitleBar";
import { useListState } from "../grid/useListState";
import { useCount } from "../grid/useRows";
import { ViewTabs } from "../views/ViewTabs";
import type { ListView } from "../views/views";
import css from "./Board.module.css";
import { PicturedCard } from "./Card";
import { Column } from "./Column";
import { partsOf } from "./cardParts";
import { keyed } from "./keys";
import { LaneTabs } from "./LaneTabs";
import { type Lane, lanesOf } from "./lanes";
import { useLift } from "./useLift";
import { useTotals } from "./useTotals";

const RecordDrawer = lazy(async () => ({
  default: (await import("../detail/RecordDrawer")).RecordDrawer,
}));

const NOTHING = {};

interface Props {
  model: AppModel;
  table: Table;
  views: ListView[];
  view: ListView;
  board: KanbanView;
}

/** The records of a table as cards in columns by their state; moving a card is a transition. */
export function Board({ model, table, views, view, board }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = usePhone();
  const path = `/a/${table.app}/${table.key}`;
  useLive(`table:${table.app}.${table.key}`);
  const state = useListState(view);
  const rights = useTableRights(table);
  const count = useCount(table, { filter: "", search: "" });
  const matching = useCount(
    table,
    { filter: state.filter, search: state.search },
    state.filter !== "",
  );
  const lanes = useMemo(() => lanesOf(table, board), [table, board]);
  const make = () =>
    isPhone ? void navigate(`${path}/new`) : void newRecord(table.app, table.key);
  const askExport = async () => {
    const { openExport } = await withTexts(() => import("../export/ExportDialog"), "export")();
    const { filter, search, sort } = state;
    await openExport({
      table,
      shown: cardFields(table, board),
      filter,
      search,
      sort: sort.join(","),
    });
  };
  return (
    <div className={css.board}>
      <TitleBar
        table={table}
        color={model.color}
        count={count}
        rights={rights}
        isPhone={isPhone}
        onNew={make}
        onExport={() => void askExport()}
      />
      <ViewTabs table={table} views={views} present={view} onGone={() => void navigate(path)} />
      <Filters
        table={table}
        rights={rights}
        state={state}
        expanded={NOTHING}
        count={matching}
        isPhone={isPhone}
        tools={
          <SearchField search={state.search} onSearch={(search) => state.change({ search })} />
        }
      />
      {lanes.length === 0 ? (
        <StateBox title={t("board.noStates")} text={t("board.noStatesText")} />
      ) : (
        <Lanes
          table={table}
          board={board}
          base={view.base}
          lanes={lanes}
          state={state}
          isPhone={isPhone}
          onOpen={({ id }) =>
            isPhone ? void navigate(`${path}/${id}`) : state.change({ record: id })
          }
          onNew={rights?.create ? make : null}
        />
      )}
      {isPhone && rights?.create && <NewOnPhone table={table} onNew={make} />}
      {state.record && !isPhone && (
        <Suspense fallback={null}>
          <RecordDrawer
            app={table.app}
            table={table.key}
            id={state.record}
            onClose={() => state.change({ record: null })}
            onStep={(id) => state.change({ record: id })}
          />
        </Suspense>
      )}
    </div>
  );
}

const cardFields = (table: Table, board: KanbanView) => [
  ...(table.title ? [table.title] : []),
  ...(board.cards ?? []).flatMap((key) => table.fields.get(key) ?? []),
];

interface LanesProps {
  table: Table;
  board: KanbanView;
  base: string | null;
  lanes: Lane[];
  state: ReturnType<typeof useListState>;
  isPhone: boolean;
  onOpen(row: RecordRow): void;
  onNew: (() => void) | null;
}

/** The columns beside each other; on a phone one of them, chosen by a tab. */
function Lanes({ lanes, isPhone, ...props }: LanesProps) {
  const { t } = useTranslation();
  const { table, board, state } = props;
  const fields = useMemo(() => cardFields(table, board), [table, board]);
  const parts = useMemo(
    () => partsOf(fields.filter((field) => field !== table.title)),
    [fields, table],
  );
  const totals = useTotals(table, board, lanes, state.filter, state.search);
  const lift = useLift(table, board.field, lanes);
  const [shown, show] = useState(lanes[0]?.key ?? "");
  const place = useRef<HTMLDivElement>(null);
  const onKeys = useCallback(
    (event: KeyboardEvent, row: RecordRow) => keyed(event, row, lanes, lift, place.current),
    [lanes, lift],
  );
  const present = lanes.find(({ key }) => key === shown) ?? lanes[0];
  const drawn = isPhone ? (present ? [present] : []) : lanes;
  const over = lanes.find(({ key }) => key === lift.lifted?.over);
  return (
    <Dragging
      lifted={({ row, expanded }) => (
        <PicturedCard
          isLifted
          table={table}
          row={row as RecordRow}
          expanded={expanded as Expanded}
          parts={parts}
        />
      )}
      onStart={({ row }) => lift.lift(row as RecordRow)}
      onEnd={({ row }, target) =>
        void lift.drop(row as RecordRow, (target?.lane as Lane | undefined) ?? null)
      }
    >
      {isPhone && <LaneTabs lanes={lanes} totals={totals} shown={present?.key} onShow={show} />}
      <div ref={place} className={css.lanes} data-phone={isPhone || undefined}>
        {drawn.map((lane) => (
          <Column
            key={lane.key}
            {...props}
            lane={lane}
            fields={fields}
            parts={parts}
            totals={totals?.[lane.key]}
            lifted={lift.lifted}
            target={lift.targetIn(lane)}
            isPhone={isPhone}
            onKeys={onKeys}
          />
        ))}
      </div>
      <p id="board-keys" className="visually-hidden">
        {t("board.keys")}
      </p>
      <p className="visually-hidden" aria-live="assertive">
        {lift.lifted?.isByKeys && over && t("board.overColumn", { state: over.label })}
      </p>
    </Dragging>
  );
}
