import type { ReactNode } from "react";
import css from "./Rows.module.css";

/** Things below each other, each with its name, what else is known, and what may be done. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={css.rows} aria-label={label}>
      {children}
    </ul>
  );
}

export function RowItem({
  icon,
  title,
  note,
  actions,
  onClick,
}: {
  icon?: ReactNode;
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  onClick?(): void;
}) {
  const words = (
    <>
      {icon}
      <span className={css.words}>
        <span className={css.title}>{title}</span>
        {note && <span className={css.note}>{note}</span>}
      </span>
    </>
  );
  return (
    <li className={css.row}>
      {onClick ? (
        <button type="button" className={css.open} onClick={onClick}>
          {words}
        </button>
      ) : (
        <span className={css.open}>{words}</span>
      )}
      {actions && <span className={css.actions}>{actions}</span>}
    </li>
  );
}
