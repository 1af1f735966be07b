import { useCallback, useState } from "react";

/** The cell that the keyboard is at. */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a cell; null: it leads nowhere. `page` is how many rows are in sight. */
export function placeAfter(
  key: string,
  isControl: boolean,
  at: Place,
  size: { rows: number; columns: number; page: number },
): Place | null {
  const { rows, columns, page } = size;
  const steps: Record<string, Place> = {
    ArrowUp: { ...at, row: isControl ? 0 : at.row - 1 },
    ArrowDown: { ...at, row: isControl ? rows - 1 : at.row + 1 },
    ArrowLeft: { ...at, column: isControl ? 0 : at.column - 1 },
    ArrowRight: { ...at, column: isControl ? columns - 1 : at.column + 1 },
    PageUp: { ...at, row: at.row - page },
    PageDown: { ...at, row: at.row + page },
    Home: { row: isControl ? 0 : at.row, column: 0 },
    End: { row: isControl ? rows - 1 : at.row, column: columns - 1 },
  };
  const next = steps[key];
  if (!next) return null;
  return {
    row: Math.max(0, Math.min(rows - 1, next.row)),
    column: Math.max(0, Math.min(columns - 1, next.column)),
  };
}

export function useCursor() {
  const [place, setPlace] = useState<Place | null>(null);
  const put = useCallback(
    (next: Place | null) =>
      setPlace((old) => (old?.row === next?.row && old?.column === next?.column ? old : next)),
    [],
  );
  return [place, put] as const;
}
