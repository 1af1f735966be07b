import { ArrowDown, ArrowUp } from "lucide-react";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { type Column, clampWidth, LEAST_WIDTH, MOST_WIDTH } from "./columns";
import css from "./Grid.module.css";

const STEP = 16;
/** Pixels that a press may wander and is a click still. */
const SLACK = 6;

interface Props {
  column: Column;
  place: number;
  sort: readonly string[];
  onSort(field: string, isSecond: boolean): void;
  onWidth(field: string, width: number): void;
  /** Moves the column to where the pointer is. */
  onMove(field: string, clientX: number): void;
  onDrag(clientX: number | null): void;
}

/** The head of a column: a click sorts, dragging moves, its right edge sizes. */
export function HeadCell({ column, place, sort, ...props }: Props) {
  const { t } = useTranslation();
  const from = useRef<number | null>(null);
  const isMoving = useRef(false);
  const type = fieldType(column.field.type);
  const { key, label } = column.field;
  const direction = sort.includes(key)
    ? "ascending"
    : sort.includes(`-${key}`)
      ? "descending"
      : "none";
  const order = sort.findIndex((each) => each.replace("-", "") === key);
  const drag = (event: PointerEvent) => {
    if (from.current === null) return;
    if (!isMoving.current && Math.abs(event.clientX - from.current) < SLACK) return;
    if (!isMoving.current) event.currentTarget.setPointerCapture(event.pointerId);
    isMoving.current = true;
    props.onDrag(event.clientX);
  };
  const drop = (event: PointerEvent) => {
    if (isMoving.current) props.onMove(key, event.clientX);
    props.onDrag(null);
    from.current = null;
  };
  return (
    <span
      className={css.headCell}
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={direction}
      style={{ width: column.width, left: column.isFrozen ? column.left : undefined }}
      data-frozen={column.isFrozen || undefined}
      data-right={type.align}
    >
      <button
        type="button"
        className={css.sort}
        title={label}
        onPointerDown={(event) => {
          from.current = event.button === 0 ? event.clientX : null;
          isMoving.current = false;
        }}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={() => props.onDrag(null)}
        onClick={(event) => {
          if (!isMoving.current) props.onSort(key, event.shiftKey);
          isMoving.current = false;
        }}
      >
        <type.icon size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className={css.label}>{label}</span>
        {direction === "ascending" && <ArrowUp size={12} aria-hidden="true" />}
        {direction === "descending" && <ArrowDown size={12} aria-hidden="true" />}
        {direction !== "none" && sort.length > 1 && <small>{order + 1}</small>}
      </button>
      <Edge
        column={column}
        label={t("list.width", { field: label })}
        onWidth={(width) => props.onWidth(key, width)}
      />
    </span>
  );
}

/** The right edge of a head: dragged, or moved with the arrow keys. */
function Edge({
  column,
  label,
  onWidth,
}: {
  column: Column;
  label: string;
  onWidth(width: number): void;
}) {
  const [from, start] = useState<{ x: number; width: number } | null>(null);
  return (
    <span
      className={css.edge}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={column.width}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start({ x: event.clientX, width: column.width });
      }}
      onPointerMove={(event) => from && onWidth(clampWidth(from.width + event.clientX - from.x))}
      onPointerUp={() => start(null)}
      onPointerCancel={() => start(null)}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        onWidth(clampWidth(column.width + step));
      }}
    />
  );
}
