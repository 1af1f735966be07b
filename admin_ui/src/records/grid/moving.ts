import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import type { RecordRow } from "@/api/types";
import type { Field } from "@/metadata/types";
import { type Column, leftOf, SELECT_WIDTH } from "./columns";

/** Rows left below before more are asked for. */
const AHEAD = 120;

/** More rows are asked for before the last ones come into sight. */
export function useMore(
  virtual: Virtualizer<HTMLDivElement, Element>,
  loaded: number,
  hasMore: boolean,
  onMore: () => void,
): void {
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > loaded - AHEAD) onMore();
  }, [hasMore, last, loaded, onMore]);
}

/** The column is in sight, beside the frozen ones. */
export function scrollIntoColumn(
  place: HTMLElement | null,
  columns: Column[],
  index: number,
): void {
  const column = columns[index];
  if (!place || !column || column.isFrozen) return;
  const frozen =
    SELECT_WIDTH +
    columns.filter((each) => each.isFrozen).reduce((sum, each) => sum + each.width, 0);
  const left = leftOf(columns, column);
  if (left - frozen < place.scrollLeft) place.scrollLeft = left - frozen;
  else if (left + column.width > place.scrollLeft + place.clientWidth)
    place.scrollLeft = left + column.width - place.clientWidth;
}

/** The next column of the row that can be typed into; null: there is none. */
export function nextEditable(
  columns: Column[],
  row: RecordRow,
  field: Field,
  step: number,
  canEdit: (row: RecordRow, column: Column) => boolean,
): number | null {
  let at = columns.findIndex((column) => column.field.key === field.key) + step;
  for (; at >= 0 && at < columns.length; at += step) {
    const column = columns[at];
    if (column && canEdit(row, column)) return at;
  }
  return null;
}
