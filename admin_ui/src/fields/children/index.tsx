import { Table2 } from "lucide-react";
import { t } from "@/text/t";
import { type CellProps, defineField } from "../define";
import css from "../shared/cells.module.css";
import { laterSettings } from "../shared/later";

const countText = (value: unknown): string => {
  const count = Array.isArray(value) ? value.length : typeof value === "number" ? value : null;
  return count === null ? "" : t("fields.childCount", { count });
};

function Cell({ value }: CellProps) {
  const text = countText(value);
  return text ? <span className={css.quiet}>{text}</span> : null;
}

export const children = defineField({
  type: "children",
  icon: Table2,
  group: "links",
  Cell,
  Input: null,
  Settings: laterSettings(() => import("./Settings")),
  toText: countText,
  width: 90,
});
