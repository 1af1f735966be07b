import { type RefObject, useState } from "react";
import { type Column, leftOf } from "./columns";

/** Where a dragged column would land, and what happens when it does. */
export function useColumnDrag(
  place: RefObject<HTMLDivElement | null>,
  columns: Column[],
  onMove: (field: string, before: string | null) => void,
) {
  const [line, setLine] = useState<number | null>(null);
  const target = (clientX: number): { left: number; before: string | null } => {
    const box = place.current;
    const last = columns.at(-1);
    if (!box || !last) return { left: 0, before: null };
    const x = clientX - box.getBoundingClientRect().left;
    for (const column of columns) {
      const shift = column.isFrozen ? 0 : box.scrollLeft;
      const left = leftOf(columns, column);
      if (x < left - shift + column.width / 2) return { left, before: column.field.key };
    }
    return { left: leftOf(columns, last) + last.width, before: null };
  };
  return {
    line,
    over: (clientX: number | null) => setLine(clientX === null ? null : target(clientX).left),
    drop: (field: string, clientX: number) => onMove(field, target(clientX).before),
  };
}
