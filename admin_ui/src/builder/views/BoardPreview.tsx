import { SquareKanban } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Field, KanbanView, Table } from "@/metadata/types";
import { PicturedCard } from "@/records/board/Card";
import { partsOf } from "@/records/board/cardParts";
import { type Lane, laneFilter, lanesOf } from "@/records/board/lanes";
import { type LaneTotals, totalText, useTotals } from "@/records/board/useTotals";
import { useRows } from "@/records/grid/useRows";
import { useLook } from "@/shell/appearance";
import { StateBox } from "@/ui/StateBox";
import { Dot } from "@/ui/Tag";
import { readableSort, useReadable } from "./readable";
import css from "./views.module.css";

interface Props {
  /** As it is being built, and as its records can be read. */
  table: Table;
  published: Table;
  view: KanbanView;
}

const SHOWN = 4;

/** The board as it will be, its first cards with records that are there. */
export function BoardPreview({ table, published, view }: Props) {
  const { t } = useTranslation();
  const filter = useReadable(published, view.filter, "filter");
  const total = useReadable(published, view.total, "measure");
  const board = useMemo(
    // What it is called is nothing to ask again for.
    () => ({ ...view, label: "", filter, total, sort: readableSort(published, view.sort) }),
    [published, view, filter, total],
  );
  const lanes = useMemo(() => lanesOf(table, view), [table, view]);
  const readable = useMemo(
    () => lanes.flatMap((lane) => known(published, board, lane)),
    [published, board, lanes],
  );
  const totals = useTotals(published, board, readable, filter, "");
  const fields = useMemo(
    () =>
      [published.title?.key, ...(view.cards ?? [])].flatMap(
        (key) => (key && published.fields.get(key)) || [],
      ),
    [published, view.cards],
  );
  if (lanes.length === 0)
    return (
      <StateBox icon={SquareKanban} title={t("views.noColumn")} text={t("views.noColumnText")} />
    );
  return (
    <div className={css.lanes}>
      {lanes.map((lane) => {
        const read = readable.find(({ key }) => key === lane.key);
        return (
          <section key={lane.key} className={css.lane} aria-label={lane.label}>
            <Head lane={lane} totals={totals?.[lane.key]} />
            {read ? (
              <Cards published={published} board={board} lane={read} fields={fields} />
            ) : (
              <p className={css.none}>{t("views.unreadable")}</p>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** The column with the states that records can be in already. */
function known(published: Table, board: KanbanView, lane: Lane): Lane[] {
  const options = published.fields.get(board.field)?.options ?? [];
  const states = lane.states.filter((state) => options.some(({ value }) => value === state));
  return states.length > 0 ? [{ ...lane, states }] : [];
}

function Head({ lane, totals }: { lane: Lane; totals: LaneTotals | undefined }) {
  const { language } = useLook();
  return (
    <header className={css.laneHead}>
      <h3>
        <Dot color={lane.color}>{lane.label}</Dot>
      </h3>
      {totals && <span>{totals.count.toLocaleString()}</span>}
      <p>{totals && totalText(totals.total, language)}</p>
    </header>
  );
}

function Cards({
  published,
  board,
  lane,
  fields,
}: {
  published: Table;
  board: KanbanView;
  lane: Lane;
  fields: Field[];
}) {
  const { t } = useTranslation();
  const columns = useMemo(
    () => fields.map((field) => ({ field, width: 0, isFrozen: false, left: 0 })),
    [fields],
  );
  const parts = useMemo(
    () => partsOf(fields.filter((field) => field !== published.title)),
    [fields, published],
  );
  const { records, rows, expanded } = useRows(published, columns, {
    filter: laneFilter(board.field, lane, board.filter ?? ""),
    search: "",
    sort: board.sort ?? [],
    colors: null,
    limit: SHOWN,
  });
  if (records.error) return <p className={css.none}>{t("views.unreadable")}</p>;
  if (records.isSuccess && rows.length === 0) return <p className={css.none}>{t("views.empty")}</p>;
  return (
    <ul className={css.cards}>
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.id}>
          <PicturedCard table={published} row={row} expanded={expanded} parts={parts} />
        </li>
      ))}
    </ul>
  );
}
