import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import { titleOf } from "@/fields/shared/titles";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { Dot } from "@/ui/Tag";
import css from "./Cards.module.css";
import type { Column } from "./columns";

const HEIGHT = 116;
const GAP = 10;
const AHEAD = 40;
/** Fields of a card beside its title and its state. */
const FEW = 4;

interface Props {
  table: Table;
  columns: Column[];
  rows: RecordRow[];
  expanded: Expanded;
  hasMore: boolean;
  onMore(): void;
  onOpen(row: RecordRow): void;
}

/** The list on a phone: a card for each record, the whole of it opens it. */
export function Cards({ table, columns, rows, hasMore, onMore, ...rest }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => HEIGHT,
    gap: GAP,
    paddingStart: GAP,
    paddingEnd: 96,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - AHEAD) onMore();
  }, [hasMore, last, rows.length, onMore]);
  const state = [...table.fields.values()].find((field) => field.type === "state") ?? null;
  const title = table.title ?? columns[0]?.field ?? null;
  const fields = columns
    .map(({ field }) => field)
    .filter((field) => field !== title && field !== state);
  return (
    <div ref={place} className={css.place}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={table.label}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <li key={row.id} style={{ transform: `translateY(${item.start}px)`, height: HEIGHT }}>
              <Card row={row} title={title} state={state} fields={fields} {...rest} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function Card({
  row,
  title,
  state,
  fields,
  expanded,
  onOpen,
}: {
  row: RecordRow;
  title: Field | null;
  state: Field | null;
  fields: Field[];
  expanded: Expanded;
  onOpen(row: RecordRow): void;
}) {
  const { language } = useLook();
  const option = state?.options.find((each) => each.value === row.values[state.key]);
  const shown = fields.filter((field) => row.values[field.key] != null).slice(0, FEW);
  const name = title && row.values[title.key];
  return (
    <div className={css.card}>
      <span className={css.head}>
        <button type="button" className={css.open} onClick={() => onOpen(row)}>
          {title && name != null
            ? title.target
              ? titleOf(name, title, { language, expanded })
              : fieldType(title.type).toText(name, title, { language, expanded })
            : row.id}
        </button>
        {option && <Dot color={option.color}>{option.label}</Dot>}
      </span>
      <span className={css.fields}>
        {shown.map((field) => {
          const { Cell } = fieldType(field.type);
          const color = row.colors?.[field.key];
          return (
            <span key={field.key} className={css.field}>
              <small>{field.label}</small>
              <span style={color ? { color: `var(--${color}-tx)` } : undefined}>
                <Cell
                  field={field}
                  value={row.values[field.key]}
                  place="card"
                  language={language}
                  expanded={expanded}
                />
              </span>
            </span>
          );
        })}
      </span>
    </div>
  );
}
