import { useDraggable } from "@dnd-kit/react";
import { Ellipsis } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import { titleOf } from "@/fields/shared/titles";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { IconButton } from "@/ui/IconButton";
import css from "./Card.module.css";
import { CardMenu } from "./CardMenu";
import type { CardParts } from "./cardParts";

export interface CardProps {
  table: Table;
  row: RecordRow;
  expanded: Expanded;
  parts: CardParts;
}

/** The name of a record as its card says it. */
export function useCardTitle(table: Table, row: RecordRow, expanded: Expanded): string {
  const { language } = useLook();
  const field = table.title;
  const value = field && row.values[field.key];
  if (!field || value == null) return row.id;
  return field.target
    ? titleOf(value, field, { language, expanded })
    : fieldType(field.type).toText(value, field, { language, expanded });
}

/** A record on the board: dragged by the pointer, lifted by the space bar, opened by Enter. */
export function Card({
  onOpen,
  onKeys,
  isLifted,
  isFixed,
  ...props
}: CardProps & {
  onOpen(): void;
  onKeys(event: KeyboardEvent): void;
  isLifted: boolean;
  /** On a phone nothing is dragged: the menu moves. */
  isFixed: boolean;
}) {
  const { t } = useTranslation();
  const { row, table, expanded } = props;
  const title = useCardTitle(table, row, expanded);
  const { ref, isDragging } = useDraggable({
    id: `card:${row.id}`,
    data: { row, expanded },
    disabled: isFixed,
  });
  const color = row.colors?.[""];
  return (
    <li
      ref={ref}
      className={css.card}
      data-lifted={isLifted || undefined}
      data-gone={isDragging || undefined}
      style={color ? { background: `var(--${color}-bg)` } : undefined}
    >
      <button
        type="button"
        className={css.open}
        data-card={row.id}
        aria-describedby="board-keys"
        onClick={onOpen}
        onKeyDown={onKeys}
      >
        {title}
      </button>
      <Body {...props} />
      <CardMenu table={table} row={row}>
        <IconButton
          className={css.menu}
          icon={Ellipsis}
          label={t("board.movesOf", { name: title })}
          data-no-drag
        />
      </CardMenu>
    </li>
  );
}

/** The card in the hand, or where the board is only shown: a picture, nothing to press. */
export function PicturedCard({ isLifted, ...props }: CardProps & { isLifted?: boolean }) {
  const title = useCardTitle(props.table, props.row, props.expanded);
  return (
    <div className={css.card} data-lifted={isLifted || undefined}>
      <span className={css.open}>{title}</span>
      <Body {...props} />
    </div>
  );
}

function Body({ row, expanded, parts }: CardProps) {
  const { second, figure, tag, person, rest } = parts;
  const has = (field: Field | null): field is Field =>
    field != null && row.values[field.key] != null;
  const shown = rest.filter(has);
  const around = { row, expanded };
  return (
    <>
      {has(second) && (
        <div className={css.second}>
          <Value {...around} field={second} />
        </div>
      )}
      {(has(figure) || has(tag)) && (
        <div className={css.pair}>
          {has(figure) && (
            <strong>
              <Value {...around} field={figure} />
            </strong>
          )}
          {has(tag) && <Value {...around} field={tag} />}
        </div>
      )}
      {(has(person) || shown.length > 0) && (
        <div className={css.foot}>
          {has(person) && <Value {...around} field={person} />}
          {shown.map((field) => (
            <span key={field.key} className={css.fact}>
              <small>{field.label}</small>
              <Value {...around} field={field} />
            </span>
          ))}
        </div>
      )}
    </>
  );
}

function Value({ row, expanded, field }: { row: RecordRow; expanded: Expanded; field: Field }) {
  const { language } = useLook();
  const { Cell } = fieldType(field.type);
  const color = row.colors?.[field.key];
  return (
    <span style={color ? { color: `var(--${color}-tx)` } : undefined}>
      <Cell
        field={field}
        value={row.values[field.key]}
        place="card"
        language={language}
        expanded={expanded}
      />
    </span>
  );
}
