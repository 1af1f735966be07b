import { Button } from "antd";
import { Filter } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded } from "@/api/types";
import type { Table } from "@/metadata/types";
import type { TableRights } from "../grid/rights";
import type { ListState } from "../grid/useListState";
import { FilterBar } from "./FilterBar";
import css from "./Filters.module.css";
import { FormulaStrip } from "./FormulaStrip";

interface Props {
  table: Table;
  rights: TableRights | undefined;
  state: ListState;
  expanded: Expanded;
  /** How many records the filter finds. */
  count: number | undefined;
  isPhone: boolean;
  /** What else decides what is shown: search, order, columns. */
  tools: ReactNode;
  /** What can be done with a filter that is not the view's own. */
  children?: ReactNode;
}

/** Which records are shown: conditions, formula, search; on a phone the conditions behind a button. */
export function Filters({
  table,
  rights,
  state,
  expanded,
  count,
  isPhone,
  tools,
  children,
}: Props) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  const { filter, isChanged } = state;
  const setFilter = (next: string) => state.change({ filter: next });
  const isShown = !isPhone || isOpen;
  return (
    <>
      {isPhone && (
        <div className={css.phone}>
          {tools}
          <Button
            icon={<Filter size={16} strokeWidth={1.75} />}
            aria-expanded={isOpen}
            type={filter ? "primary" : "default"}
            ghost={filter !== ""}
            onClick={() => open(!isOpen)}
          >
            {t("list.filter.label")}
          </Button>
        </div>
      )}
      {isShown && (
        <FilterBar
          table={table}
          rights={rights}
          filter={filter}
          expanded={expanded}
          onFilter={setFilter}
        >
          {!isPhone && tools}
        </FilterBar>
      )}
      {isShown && (filter !== "" || isChanged) && (
        <FormulaStrip table={table} filter={filter} count={count} onFilter={setFilter}>
          {isChanged && <StripButton onClick={state.reset}>{t("list.asView")}</StripButton>}
          {children}
        </FormulaStrip>
      )}
    </>
  );
}

/** A quiet button in the strip of the formula. */
export function StripButton(props: React.ComponentProps<"button">) {
  return <button type="button" className={css.link} {...props} />;
}
