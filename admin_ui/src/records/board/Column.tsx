import { useDroppable } from "@dnd-kit/react";
import { Lock, Plus } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "@/api/types";
import type { Field, KanbanView, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { IconButton } from "@/ui/IconButton";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Dot } from "@/ui/Tag";
import type { ListState } from "../grid/useListState";
import { useRows } from "../grid/useRows";
import css from "./Board.module.css";
import { Card } from "./Card";
import type { CardParts } from "./cardParts";
import { type Lane, laneFilter } from "./lanes";
import type { Target } from "./targets";
import { type Lifted, whyNot } from "./useLift";
import { type LaneTotals, totalText } from "./useTotals";

export interface ColumnProps {
  table: Table;
  board: KanbanView;
  base: string | null;
  lane: Lane;
  state: ListState;
  fields: Field[];
  parts: CardParts;
  totals: LaneTotals | undefined;
  lifted: Lifted | null;
  target: Target | null;
  isPhone: boolean;
  onOpen(row: RecordRow): void;
  onKeys(event: KeyboardEvent, row: RecordRow): void;
  onNew: (() => void) | null;
}

/** One column: how many and how much, its cards, and what letting a lifted card go would do. */
export function Column(props: ColumnProps) {
  const { t } = useTranslation();
  const { table, board, lane, state, fields, parts, lifted, isPhone } = props;
  const columns = useMemo(
    () => fields.map((field) => ({ field, width: 0, isFrozen: false, left: 0 })),
    [fields],
  );
  const { records, rows, expanded, more } = useRows(table, columns, {
    filter: laneFilter(board.field, lane, state.filter),
    search: state.search,
    sort: state.sort,
    colors: props.base,
    limit: PAGE,
  });
  const { ref, isDropTarget } = useDroppable({ id: `lane:${lane.key}`, data: { lane } });
  const isOver = lifted !== null && (lifted.isByKeys ? lifted.over === lane.key : isDropTarget);
  const count = props.totals?.count;
  const left = count === undefined ? undefined : count - rows.length;
  return (
    <section
      ref={ref}
      className={css.column}
      aria-label={lane.label}
      data-lane={lane.key}
      data-over={(isOver && props.target?.kind) || undefined}
    >
      <Head {...props} />
      <ul className={css.cards} aria-label={t("board.cardsIn", { state: lane.label })}>
        {lifted && isOver && <Landing lane={lane} target={props.target} table={table} />}
        {rows.map((row) => (
          <Card
            key={row.id}
            table={table}
            row={row}
            expanded={expanded}
            parts={parts}
            isLifted={lifted?.isByKeys === true && lifted.row.id === row.id}
            isFixed={isPhone}
            onOpen={() => props.onOpen(row)}
            onKeys={(event) => props.onKeys(event, row)}
          />
        ))}
        {records.error && rows.length === 0 && (
          <li>
            <ErrorBox error={records.error} retry={() => void records.refetch()} />
          </li>
        )}
        {records.isLoading && (
          <li>
            <Loading rows={3} />
          </li>
        )}
        {records.isSuccess && rows.length === 0 && !isOver && (
          <li className={css.none}>{t("board.none")}</li>
        )}
        {records.hasNextPage && (
          <li>
            <button type="button" className={css.more} onClick={more}>
              {left === undefined ? t("board.more") : t("board.left", { count: left })}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

const PAGE = 30;

function Head({ lane, totals, table, onNew }: ColumnProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    <header className={css.columnHead}>
      <h2>
        <Dot color={lane.color}>{lane.label}</Dot>
      </h2>
      {totals && <span className={css.count}>{totals.count.toLocaleString()}</span>}
      {lane.isFirst && onNew && (
        <IconButton
          icon={Plus}
          label={t("list.new", { table: table.label })}
          onClick={onNew}
          data-no-drag
        />
      )}
      <p className={css.sum}>{totals && totalText(totals.total, language)}</p>
    </header>
  );
}

const isAsked = ({ is_asked }: { is_asked: boolean }): boolean => is_asked;

/** What happens when the card is let go here, or why it cannot be. */
function Landing({ lane, target, table }: { lane: Lane; target: Target | null; table: Table }) {
  const { t } = useTranslation();
  if (!target || target.kind === "home" || target.kind === "asking") return null;
  if (target.kind !== "open")
    return (
      <li className={css.closed}>
        <Lock size={14} strokeWidth={1.75} aria-hidden="true" />
        <span>{whyNot(lane, target)}</span>
      </li>
    );
  const labels = (asked: { field: string }[]) =>
    asked.map(({ field }) => table.fields.get(field)?.label ?? field).join(t("board.and"));
  return (
    <li className={css.landing}>
      {target.moves.map((move) => (
        <div key={move.key}>
          <strong>{t("board.letGo", { move: move.label })}</strong>
          {move.form.some(isAsked) && (
            <span>{t("board.fill", { fields: labels(move.form.filter(isAsked)) })}</span>
          )}
          {move.approval && <span>{t("board.approved", { approval: move.approval.label })}</span>}
        </div>
      ))}
    </li>
  );
}
