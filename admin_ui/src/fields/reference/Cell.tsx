import { Link } from "react-router";
import type { CellProps } from "../define";
import css from "../shared/cells.module.css";
import { idsOf, pageOf, titleOf } from "../shared/titles";

export function Cell({ field, value, place, ...around }: CellProps) {
  const ids = idsOf(value);
  if (ids.length === 0) return null;
  return (
    <span className={place === "page" ? css.wrapping : css.line}>
      {ids.map((id, index) => {
        const page = place === "page" ? pageOf(id, field) : null;
        const title = `${titleOf(id, field, around)}${index < ids.length - 1 ? "、" : ""}`;
        return page ? (
          <Link key={id} to={page}>
            {title}
          </Link>
        ) : (
          <span key={id}>{title}</span>
        );
      })}
    </span>
  );
}
