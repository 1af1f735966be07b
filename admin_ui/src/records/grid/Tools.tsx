import { Button, Popover } from "antd";
import { ArrowDownUp, Columns3, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import { SearchField } from "../filters/SearchField";
import { type Density, keep } from "../views/kept";
import type { Column, ColumnChoice } from "./columns";
import css from "./ListPage.module.css";
import type { ListState } from "./useListState";

const ColumnsPanel = lazy(async () => ({
  default: (await import("../views/ColumnsPanel")).ColumnsPanel,
}));

interface Props {
  table: Table;
  state: ListState;
  columns: Column[];
  density: Density;
  hasOwnColumns: boolean;
  isPhone: boolean;
  onColumns(next: ColumnChoice[] | null): void;
}

/** Order, columns and search: how the list is looked at. */
export function Tools({ table, state, columns, density, isPhone, ...rest }: Props) {
  const { t } = useTranslation();
  const { sort, search, change } = state;
  return (
    <div className={css.tools}>
      {sort.length > 0 && !isPhone && (
        <span className={css.sorted}>
          <ArrowDownUp size={14} strokeWidth={1.75} aria-hidden="true" />
          {t("list.sorted", { count: sort.length })}
          <button
            type="button"
            aria-label={t("list.clearSort")}
            title={t("list.clearSort")}
            onClick={() => change({ sort: [] })}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      )}
      {!isPhone && (
        <Popover
          trigger="click"
          placement="bottomRight"
          arrow={false}
          destroyOnHidden
          content={
            <Suspense fallback={null}>
              <ColumnsPanel
                table={table}
                columns={columns}
                density={density}
                isOwn={rest.hasOwnColumns}
                onColumns={rest.onColumns}
                onDensity={(next) => keep(table, (old) => ({ ...old, density: next }))}
              />
            </Suspense>
          }
        >
          <Button size="small" type="text" icon={<Columns3 size={14} strokeWidth={1.75} />}>
            {t("list.columns")}
          </Button>
        </Popover>
      )}
      <SearchField search={search} onSearch={(next) => change({ search: next })} />
    </div>
  );
}
