import { Maximize2 } from "lucide-react";
import { memo } from "react";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Language } from "@/text/t";
import { CellValue } from "./Cell";
import type { Column } from "./columns";
import css from "./Grid.module.css";

export interface RowProps {
  row: RecordRow;
  index: number;
  top: number;
  height: number;
  columns: Column[];
  expanded: Expanded;
  language: Language;
  isSelected: boolean;
  isOpen: boolean;
  /** The column of the keyboard's cell; -1: it is in another row. */
  at: number;
  flashing: ReadonlySet<string> | undefined;
  /** Looked up once for all rows. */
  words: { select: string; open: string };
  onSelect(id: string, isRange: boolean): void;
  onOpen(row: RecordRow): void;
  onCell(row: number, column: number, clicks: number): void;
}

/** The id of a cell's element: what the grid says is active. */
export const cellId = (row: number, column: number): string => `cell-${row}-${column}`;

export const Row = memo(function Row(props: RowProps) {
  const { row, index, columns, isSelected } = props;
  const color = row.colors?.[""];
  return (
    <div
      className={css.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-open={props.isOpen || undefined}
      style={{
        transform: `translateY(${props.top}px)`,
        height: props.height,
        ...(color ? { "--row": `var(--${color}-bg)` } : {}),
      }}
    >
      <span className={css.select} role="gridcell" aria-colindex={1}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`${props.words.select} ${index + 1}`}
          checked={isSelected}
          onChange={(event) =>
            props.onSelect(row.id, (event.nativeEvent as MouseEvent).shiftKey === true)
          }
        />
      </span>
      {columns.map((column, place) => (
        <GridCell key={column.field.key} {...props} column={column} place={place} />
      ))}
    </div>
  );
});

function GridCell({
  row,
  index,
  column,
  place,
  columns: _,
  ...props
}: RowProps & { column: Column; place: number }) {
  const type = fieldType(column.field.type);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard, a cell only the mouse
    <span
      id={cellId(index, place)}
      className={css.cell}
      role="gridcell"
      aria-colindex={place + 2}
      style={{ width: column.width, left: column.isFrozen ? column.left : undefined }}
      data-frozen={column.isFrozen || undefined}
      data-title={place === 0 || undefined}
      data-right={type.align}
      data-at={props.at === place || undefined}
      data-flash={props.flashing?.has(column.field.key) || undefined}
      onClick={(event) => props.onCell(index, place, event.detail)}
    >
      <CellValue row={row} column={column} expanded={props.expanded} language={props.language} />
      {place === 0 && (
        <button
          type="button"
          tabIndex={-1}
          className={css.expand}
          aria-label={props.words.open}
          title={props.words.open}
          onClick={(event) => {
            event.stopPropagation();
            props.onOpen(row);
          }}
        >
          <Maximize2 size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
