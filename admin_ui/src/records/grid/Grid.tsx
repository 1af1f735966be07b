import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Language } from "@/text/t";
import { type Column, SELECT_WIDTH } from "./columns";
import css from "./Grid.module.css";

export const ROW_HEIGHT = { compact: 32, standard: 40, loose: 56 } as const;
export type Density = keyof typeof ROW_HEIGHT;
/** Rows left below before more are asked for. */
const AHEAD = 60;

interface Props {
  columns: Column[];
  rows: RecordRow[];
  expanded: Expanded;
  language: Language;
  density: Density;
  label: string;
  selected: ReadonlySet<string>;
  sort: readonly string[];
  hasMore: boolean;
  onMore(): void;
  onSort(field: string, isSecond: boolean): void;
  onSelect(id: string, isRange: boolean): void;
  onSelectAll(): void;
  onOpen(row: RecordRow): void;
}

/** The rows of a list; only those in sight are drawn. */
export function Grid({ columns, rows, hasMore, onMore, density, label, ...rest }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const height = ROW_HEIGHT[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - AHEAD) onMore();
  }, [hasMore, last, rows.length, onMore]);
  const width = SELECT_WIDTH + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      ref={place}
      className={css.place}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-colcount={columns.length + 1}
      tabIndex={0}
    >
      <div className={css.head} role="row" style={{ width }}>
        <span className={css.select} role="columnheader">
          <input
            type="checkbox"
            aria-label={t("list.selectAll")}
            checked={rows.length > 0 && rest.selected.size >= rows.length}
            onChange={rest.onSelectAll}
          />
        </span>
        {columns.map((column) => (
          <HeadCell key={column.field.key} column={column} sort={rest.sort} onSort={rest.onSort} />
        ))}
      </div>
      <div className={css.body} style={{ height: virtual.getTotalSize(), width }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <Row
              key={row.id}
              row={row}
              index={item.index}
              top={item.start}
              height={height}
              columns={columns}
              expanded={rest.expanded}
              language={rest.language}
              isSelected={rest.selected.has(row.id)}
              onSelect={rest.onSelect}
              onOpen={rest.onOpen}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function HeadCell({
  column,
  sort,
  onSort,
}: {
  column: Column;
  sort: readonly string[];
  onSort: Props["onSort"];
}) {
  const type = fieldType(column.field.type);
  const Icon = type.icon;
  const key = column.field.key;
  const direction = sort.includes(key)
    ? "ascending"
    : sort.includes(`-${key}`)
      ? "descending"
      : "none";
  return (
    <span
      className={css.headCell}
      role="columnheader"
      aria-sort={direction}
      style={styleOf(column)}
      data-frozen={column.isFrozen || undefined}
      data-right={type.align}
    >
      <button type="button" className={css.sort} onClick={(event) => onSort(key, event.shiftKey)}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className={css.label}>{column.field.label}</span>
        {direction === "ascending" && <ArrowUp size={12} aria-hidden="true" />}
        {direction === "descending" && <ArrowDown size={12} aria-hidden="true" />}
      </button>
    </span>
  );
}

const styleOf = (column: Column) => ({
  width: column.width,
  left: column.isFrozen ? column.left : undefined,
});

interface RowProps {
  row: RecordRow;
  index: number;
  top: number;
  height: number;
  columns: Column[];
  expanded: Expanded;
  language: Language;
  isSelected: boolean;
  onSelect(id: string, isRange: boolean): void;
  onOpen(row: RecordRow): void;
}

const Row = memo(function Row({
  row,
  index,
  top,
  height,
  columns,
  expanded,
  language,
  isSelected,
  onSelect,
  onOpen,
}: RowProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard, a row only the mouse
    <div
      className={css.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onOpen(row)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box inside has the keyboard */}
      <span
        className={css.select}
        role="gridcell"
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
      >
        <input
          type="checkbox"
          aria-label={t("list.selectRow", { row: index + 1 })}
          checked={isSelected}
          onChange={(event) => onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
        />
      </span>
      {columns.map((column) => {
        const type = fieldType(column.field.type);
        return (
          <span
            key={column.field.key}
            className={css.cell}
            role="gridcell"
            style={styleOf(column)}
            data-frozen={column.isFrozen || undefined}
            data-right={type.align}
          >
            <type.Cell
              field={column.field}
              value={row.values[column.field.key]}
              place="grid"
              language={language}
              expanded={expanded}
            />
          </span>
        );
      })}
    </div>
  );
});
