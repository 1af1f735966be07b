import { ListChecks } from "lucide-react";
import { Tag } from "@/ui/Tag";
import { type CellProps, defineField } from "../define";
import { freshOptions } from "../select/options";
import css from "../shared/cells.module.css";
import { later, laterSettings } from "../shared/later";
import { optionOf, valuesOf } from "./values";

function Cell({ field, value, place }: CellProps) {
  return (
    <span className={place === "page" ? css.wrapping : css.line}>
      {valuesOf(value).map((each) => (
        <Tag key={each} color={optionOf(field, each)?.color}>
          {optionOf(field, each)?.label ?? each}
        </Tag>
      ))}
    </span>
  );
}

export const multi_select = defineField({
  type: "multi_select",
  icon: ListChecks,
  group: "common",
  fresh: freshOptions,
  Cell,
  Input: later(() => import("./Input")),
  Settings: laterSettings(() => import("../select/Settings")),
  toText: (value, field) =>
    valuesOf(value)
      .map((each) => optionOf(field, each)?.label ?? each)
      .join("、"),
  width: 150,
});
