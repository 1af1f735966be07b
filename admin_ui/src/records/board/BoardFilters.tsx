import { Button } from "antd";
import { Filter } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import { FilterBar } from "../filters/FilterBar";
import { FormulaStrip } from "../filters/FormulaStrip";
import { SearchField } from "../filters/SearchField";
import type { TableRights } from "../grid/rights";
import type { ListState } from "../grid/useListState";
import { useCount } from "../grid/useRows";
import css from "./Board.module.css";

const NOTHING = {};

/** Which records the board shows; on a phone the conditions behind a button. */
export function BoardFilters({
  table,
  rights,
  state,
  isPhone,
}: {
  table: Table;
  rights: TableRights | undefined;
  state: ListState;
  isPhone: boolean;
}) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  const { filter, search, change } = state;
  const count = useCount(table, { filter, search }, filter !== "");
  const setFilter = (next: string) => change({ filter: next });
  const field = <SearchField search={search} onSearch={(next) => change({ search: next })} />;
  const isShown = !isPhone || isOpen;
  return (
    <>
      {isPhone && (
        <div className={css.phoneTools}>
          {field}
          <Button
            icon={<Filter size={16} strokeWidth={1.75} />}
            aria-expanded={isOpen}
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
          expanded={NOTHING}
          onFilter={setFilter}
        >
          {!isPhone && field}
        </FilterBar>
      )}
      {isShown && (filter !== "" || state.isChanged) && (
        <FormulaStrip table={table} filter={filter} count={count} onFilter={setFilter}>
          {state.isChanged && (
            <button type="button" className={css.link} onClick={state.reset}>
              {t("list.asView")}
            </button>
          )}
        </FormulaStrip>
      )}
    </>
  );
}
