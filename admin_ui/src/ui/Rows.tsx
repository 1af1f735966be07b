import type { ReactNode } from "react";
import { Link } from "react-router";
import css from "./Rows.module.css";

/** Things below each other, each with its name, what else is known, and what may be done. */
export function Rows({
  label,
  isFlat,
  children,
}: {
  label: string;
  /** Within a panel that has a border already. */
  isFlat?: boolean;
  children: ReactNode;
}) {
  return (
    <ul className={css.rows} data-flat={isFlat || undefined} aria-label={label}>
      {children}
    </ul>
  );
}

interface Item {
  /** Before all: the box that chooses it. */
  choice?: ReactNode;
  icon?: ReactNode;
  title: ReactNode;
  /** What sort of thing it is, beside the title. */
  kind?: ReactNode;
  note?: ReactNode;
  /** At the right and a part of what is pressed: its state, its time. */
  end?: ReactNode;
  /** What may be done, shown where the pointer or the focus is. */
  hovered?: ReactNode;
  actions?: ReactNode;
  /** Nobody has looked at it. */
  isNew?: boolean;
  /** Where it leads. */
  to?: string;
  onClick?(): void;
}

export function RowItem({ choice, hovered, actions, isNew, ...item }: Item) {
  return (
    <li className={css.row} data-new={isNew || undefined}>
      {choice && <span className={css.choice}>{choice}</span>}
      <Pressed {...item} />
      {hovered && <span className={css.hovered}>{hovered}</span>}
      {actions && <span className={css.actions}>{actions}</span>}
    </li>
  );
}

/** What the row says: a link, a button, or words alone. */
function Pressed({ icon, title, kind, note, end, to, onClick }: Item) {
  const said = (
    <>
      {icon}
      <span className={css.words}>
        <span className={css.title}>
          {title}
          {kind && <small>{kind}</small>}
        </span>
        {note && <span className={css.note}>{note}</span>}
      </span>
      {end && <span className={css.end}>{end}</span>}
    </>
  );
  if (to)
    return (
      <Link to={to} className={css.open} onClick={onClick}>
        {said}
      </Link>
    );
  if (!onClick) return <span className={css.open}>{said}</span>;
  return (
    <button type="button" className={css.open} onClick={onClick}>
      {said}
    </button>
  );
}

/** Below a list: the way to what it does not show yet. */
export function Further({ onClick, children }: { onClick(): void; children: ReactNode }) {
  return (
    <button type="button" className={css.further} onClick={onClick}>
      {children}
    </button>
  );
}
