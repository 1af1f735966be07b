import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { keys } from "@/api/queries";
import { currenciesOf } from "@/fields/money/Cell";
import { short } from "@/fields/shared/numbers";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import type { Column } from "./columns";
import css from "./ListPage.module.css";
import type { TableRights } from "./rights";

const FEW = 3;

interface Props {
  table: Table;
  columns: Column[];
  rights: TableRights | undefined;
  filter: string;
  search: string;
  loaded: number;
  count: number | undefined;
}

/** How many records there are, and what their numbers come to. */
export function Footer({ table, columns, rights, filter, search, loaded, count }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const totals = useTotals(table, columns, rights, filter, search === "" && loaded > 0);
  const isWhole = count === undefined || loaded >= count;
  return (
    <footer className={css.foot}>
      <span role="status">
        {isWhole
          ? t("list.rows", { count: count ?? loaded })
          : t("list.loadedOf", { loaded: loaded.toLocaleString(), count })}
      </span>
      {totals.map(({ key, label, kind, value }) => (
        <span key={key}>
          {t(`list.${kind}`, { field: label })} <strong>{short(value, language)}</strong>
        </span>
      ))}
    </footer>
  );
}

interface Total {
  key: string;
  label: string;
  kind: "sum" | "average";
  value: number | string;
}

/** Sums of money, averages of other numbers: of all that match, computed by the server. */
function useTotals(
  table: Table,
  columns: Column[],
  rights: TableRights | undefined,
  filter: string,
  isWanted: boolean,
): Total[] {
  const measured = columns
    .flatMap(({ field }) => {
      const type = rights?.fields[field.key]?.value_type;
      if (type !== "money" && type !== "number") return [];
      // Amounts of several currencies come to nothing that could be said.
      if (type === "money" && currenciesOf(field).length > 1) return [];
      const isMoney = type === "money" || field.type === "money";
      const reads = type === "money" ? `${field.key}.amount` : field.key;
      return [{ field, kind: isMoney ? ("sum" as const) : ("average" as const), reads }];
    })
    .slice(0, FEW);
  const names = measured.map(({ field }) => field.key).join(",");
  const found = useQuery({
    queryKey: [...keys.table(table.app, table.key), "totals", filter, names],
    enabled: isWanted && measured.length > 0,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      post<{ groups: { measures: Record<string, number | string | null> }[] }>(
        "/query",
        {
          app: table.app,
          table: table.key,
          ...(filter ? { filter } : {}),
          measures: measured.map(({ field, kind, reads }) => ({
            as: field.key,
            formula: `${kind === "sum" ? "SUM" : "AVERAGE"}(${reads})`,
          })),
        },
        { signal },
      ),
  });
  const values = found.data?.groups[0]?.measures ?? {};
  return measured.flatMap(({ field, kind }) => {
    const value = values[field.key];
    if (value == null) return [];
    const rounded = kind === "average" ? Math.round(Number(value) * 10) / 10 : value;
    return [{ key: field.key, label: field.label, kind, value: rounded }];
  });
}
