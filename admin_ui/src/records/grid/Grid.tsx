import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, RecordRow } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import type { Language } from "@/text/t";
import type { Density } from "../views/kept";
import { CellEditor } from "./CellEditor";
import { type Column, leftOf, SELECT_WIDTH } from "./columns";
import css from "./Grid.module.css";
import { HeadCell } from "./HeadCell";
import { nextEditable, scrollIntoColumn, useMore } from "./moving";
import { cellId, Row } from "./Row";
import { isEditable, type TableRights } from "./rights";
import { TroubleBox } from "./TroubleBox";
import { useColumnDrag } from "./useColumnDrag";
import { useCursor } from "./useCursor";
import { useEditing } from "./useEditing";
import { useFlash } from "./useFlash";
import { useGridKeys } from "./useGridKeys";
import type { Selection } from "./useSelection";

export const ROW_HEIGHT: Record<Density, number> = { compact: 32, standard: 40, comfortable: 56 };
const HEAD_HEIGHT = 36;

interface Props {
  table: Table;
  columns: Column[];
  rows: RecordRow[];
  expanded: Expanded;
  language: Language;
  density: Density;
  rights: TableRights | undefined;
  selection: Selection;
  sort: readonly string[];
  count: number | undefined;
  hasMore: boolean;
  opened: string | null;
  onMore(): void;
  onSort(field: string, isSecond: boolean): void;
  onWidth(field: string, width: number): void;
  onMoveColumn(field: string, before: string | null): void;
  onOpen(row: RecordRow): void;
}

/** The rows of a list; only those in sight are drawn. */
export function Grid(props: Props) {
  const { table, columns, rows, rights, selection, hasMore, onMore } = props;
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const height = ROW_HEIGHT[props.density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 8,
    useFlushSync: false,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    paddingEnd: 60,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height
  useEffect(() => virtual.measure(), [virtual, height]);
  useMore(virtual, rows.length, hasMore, onMore);
  const [cursor, putCursor] = useCursor();
  const [editing, edit] = useState<{ id: string; field: Field; value: unknown } | null>(null);
  const { trouble, dismiss, save } = useEditing(table);
  const flashing = useFlash(rows);
  const focus = useCallback(() => place.current?.focus({ preventScroll: true }), []);
  const isOpenFor = useCallback(
    (row: RecordRow | undefined, column: Column | undefined) =>
      row !== undefined && column !== undefined && isEditable(rights, column.field, row),
    [rights],
  );
  const startEdit = useCallback(
    (row: RecordRow, field: Field, value: unknown = row.values[field.key]) => {
      dismiss();
      edit({ id: row.id, field, value });
    },
    [dismiss],
  );
  const goTo = useCallback(
    (next: { row: number; column: number }) => {
      putCursor(next);
      virtual.scrollToIndex(next.row);
      scrollIntoColumn(place.current, columns, next.column);
    },
    [columns, putCursor, virtual],
  );
  const latest = useRef({ rows, columns, onOpen: props.onOpen, isOpenFor });
  latest.current = { rows, columns, onOpen: props.onOpen, isOpenFor };
  const onCell = useCallback(
    (row: number, column: number, clicks: number) => {
      const now = latest.current;
      const found = now.rows[row];
      const field = now.columns[column]?.field;
      if (!found || !field) return;
      putCursor({ row, column });
      focus();
      const canEdit = now.isOpenFor(found, now.columns[column]);
      if (clicks === 2 && canEdit && column > 0) startEdit(found, field);
      else if (clicks === 1 && (column === 0 || !canEdit)) now.onOpen(found);
    },
    [focus, putCursor, startEdit],
  );
  const onKeyDown = useGridKeys({
    ...props,
    cursor,
    goTo,
    page: Math.max(1, Math.floor((place.current?.clientHeight ?? 400) / height) - 2),
    startEdit,
    canEdit: isOpenFor,
    leave: () => (trouble ? dismiss() : selection.clear()),
  });
  const finish = (value: unknown, step: number) => {
    const row = rows.find(({ id }) => id === editing?.id);
    if (!editing || !row) return edit(null);
    const { field } = editing;
    edit(null);
    focus();
    void save(row, field, value);
    const next = step ? nextEditable(columns, row, field, step, isOpenFor) : null;
    const at = rows.indexOf(row);
    if (next === null) return;
    goTo({ row: at, column: next });
    const column = columns[next];
    if (column) startEdit(row, column.field);
  };
  const boxOf = (id: string, field: Field) => {
    const row = rows.findIndex((each) => each.id === id);
    const column = columns.find((each) => each.field.key === field.key);
    if (row < 0 || !column) return null;
    return { left: leftOf(columns, column), top: row * height, width: column.width, height };
  };
  const words = useMemo(() => ({ select: t("list.selectRow"), open: t("list.open") }), [t]);
  const width = SELECT_WIDTH + columns.reduce((sum, column) => sum + column.width, 0);
  const editorBox = editing && boxOf(editing.id, editing.field);
  const troubleBox = trouble && boxOf(trouble.id, trouble.field);
  const drag = useColumnDrag(place, columns, props.onMoveColumn);
  return (
    <div
      ref={place}
      className={css.place}
      role="grid"
      aria-label={table.label}
      aria-rowcount={(props.count ?? rows.length) + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={cursor ? cellId(cursor.row, cursor.column) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === place.current && !cursor && rows.length)
          putCursor({ row: 0, column: 0 });
      }}
    >
      <div className={css.head} role="row" aria-rowindex={1} style={{ width }}>
        <span className={css.select} role="columnheader" aria-colindex={1}>
          <input
            type="checkbox"
            aria-label={t("list.selectAll")}
            ref={(box) => {
              if (box)
                box.indeterminate = selection.ids.size > 0 && selection.ids.size < rows.length;
            }}
            checked={rows.length > 0 && selection.ids.size >= rows.length}
            onChange={selection.toggleLoaded}
          />
        </span>
        {columns.map((column, index) => (
          <HeadCell
            key={column.field.key}
            column={column}
            place={index}
            sort={props.sort}
            onSort={props.onSort}
            onWidth={props.onWidth}
            onMove={drag.drop}
            onDrag={drag.over}
          />
        ))}
        {drag.line !== null && <i className={css.drop} style={{ left: drag.line }} />}
      </div>
      <div className={css.body} style={{ height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <Row
              key={row.id}
              row={row}
              index={item.index}
              top={item.start - HEAD_HEIGHT}
              height={height}
              columns={columns}
              expanded={props.expanded}
              language={props.language}
              isSelected={selection.isAll || selection.ids.has(row.id)}
              isOpen={props.opened === row.id}
              at={cursor?.row === item.index ? cursor.column : -1}
              flashing={flashing.get(row.id)}
              words={words}
              onSelect={selection.toggle}
              onOpen={props.onOpen}
              onCell={onCell}
            />
          ) : null;
        })}
        {editing && editorBox && (
          <CellEditor
            key={`${editing.id} ${editing.field.key}`}
            cell={editing}
            expanded={props.expanded}
            box={editorBox}
            onDone={finish}
            onCancel={() => {
              edit(null);
              focus();
            }}
          />
        )}
        {trouble && troubleBox && (
          <TroubleBox
            trouble={trouble}
            box={troubleBox}
            expanded={props.expanded}
            onAgain={() => {
              const row = rows.find(({ id }) => id === trouble.id);
              if (row) startEdit(row, trouble.field, trouble.typed);
            }}
            onDismiss={() => {
              dismiss();
              focus();
            }}
          />
        )}
      </div>
    </div>
  );
}
