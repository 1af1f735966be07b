import { UserRound } from "lucide-react";
import { Person } from "@/ui/Tag";
import { type CellProps, defineField } from "../define";
import css from "../shared/cells.module.css";
import { later } from "../shared/later";
import { idsOf, titleOf } from "../shared/titles";

function Cell({ field, value, place, ...around }: CellProps) {
  const ids = idsOf(value);
  if (ids.length === 0) return null;
  return (
    <span className={place === "page" ? css.wrapping : css.line}>
      {ids.map((id) => (
        <Person key={id} id={id} name={titleOf(id, field, around)} />
      ))}
    </span>
  );
}

export const user = defineField({
  type: "user",
  icon: UserRound,
  group: "common",
  Cell,
  Input: later(() => import("./Input")),
  toText: (value, field, around) =>
    idsOf(value)
      .map((id) => titleOf(id, field, around))
      .join("、"),
  width: 110,
});
