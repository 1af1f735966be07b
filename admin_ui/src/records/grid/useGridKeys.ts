import type { KeyboardEvent } from "react";
import type { Expanded, RecordRow } from "@/api/types";
import type { Field } from "@/metadata/types";
import type { Language } from "@/text/t";
import { textOf } from "./Cell";
import type { Column } from "./columns";
import { type Place, placeAfter } from "./useCursor";
import type { Selection } from "./useSelection";

interface Around {
  rows: RecordRow[];
  columns: Column[];
  expanded: Expanded;
  language: Language;
  selection: Selection;
  cursor: Place | null;
  page: number;
  goTo(place: Place): void;
  startEdit(row: RecordRow, field: Field): void;
  canEdit(row: RecordRow | undefined, column: Column | undefined): boolean;
  onOpen(row: RecordRow): void;
  leave(): void;
}

/** What the keys do in a grid: arrows lead, Enter edits or opens, space selects, Ctrl+C copies. */
export function useGridKeys(around: Around) {
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    if (act(event, around)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
}

function act(event: KeyboardEvent, around: Around): boolean {
  const { rows, columns, cursor, selection } = around;
  const isControl = event.ctrlKey || event.metaKey;
  const at = cursor ?? { row: 0, column: 0 };
  const next = placeAfter(event.key, isControl, at, {
    rows: rows.length,
    columns: columns.length,
    page: around.page,
  });
  const row = rows[at.row];
  if (next) {
    if (event.shiftKey && next.row !== at.row && row) extend(around, row, next);
    around.goTo(next);
    return true;
  }
  if (event.key === "Escape") {
    if (selection.ids.size === 0) return false;
    around.leave();
    return true;
  }
  if (isControl && event.key.toLowerCase() === "a") {
    selection.toggleLoaded();
    return true;
  }
  return row !== undefined && onRow(event, isControl, row, at, around);
}

function onRow(
  event: KeyboardEvent,
  isControl: boolean,
  row: RecordRow,
  at: Place,
  around: Around,
): boolean {
  const column = around.columns[at.column];
  const canEdit = around.canEdit(row, column);
  switch (event.key) {
    case "Enter":
      if (column && canEdit && at.column > 0 && !isControl) around.startEdit(row, column.field);
      else around.onOpen(row);
      return true;
    case "F2":
      if (column && canEdit) around.startEdit(row, column.field);
      return true;
    case " ":
      around.selection.toggle(row.id, event.shiftKey);
      return true;
    case "c":
    case "C":
      if (!isControl || !column || String(getSelection() ?? "") !== "") return false;
      void navigator.clipboard?.writeText(copied(row, column, around)).catch(() => undefined);
      return true;
    default:
      return false;
  }
}

function extend(around: Around, from: RecordRow, next: Place): void {
  const { selection, rows } = around;
  if (!selection.ids.has(from.id)) selection.toggle(from.id, false);
  const to = rows[next.row];
  if (to && !selection.ids.has(to.id)) selection.toggle(to.id, true);
}

/** The chosen rows as a table of text, or the one cell where none is chosen. */
function copied(row: RecordRow, column: Column, around: Around): string {
  const { rows, columns, selection, expanded, language } = around;
  if (selection.ids.size === 0) return textOf({ row, column, expanded, language });
  return rows
    .filter(({ id }) => selection.ids.has(id))
    .map((each) =>
      columns
        .map((one) => textOf({ row: each, column: one, expanded, language }).replace(/\s+/g, " "))
        .join("\t"),
    )
    .join("\n");
}
