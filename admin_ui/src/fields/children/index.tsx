import { Table2 } from "lucide-react";
import { t } from "@/text/t";
import { type CellProps, defineField } from "../define";
import { Settings as ReferenceSettings } from "../reference/Settings";
import css from "../shared/cells.module.css";
import { type AnySettings, TextProperty } from "../shared/settings";

const countText = (value: unknown): string => {
  const count = Array.isArray(value) ? value.length : typeof value === "number" ? value : null;
  return count === null ? "" : t("fields.childCount", { count });
};

function Cell({ value }: CellProps) {
  const text = countText(value);
  return text ? <span className={css.quiet}>{text}</span> : null;
}

/** Which table holds the rows, and its field that refers to this one. */
function Settings(props: AnySettings) {
  return (
    <>
      <ReferenceSettings {...props} />
      <TextProperty props={props} name="field" />
    </>
  );
}

export const children = defineField({
  type: "children",
  icon: Table2,
  group: "links",
  Cell,
  Input: null,
  Settings,
  toText: countText,
  width: 90,
});
