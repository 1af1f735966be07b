import { useQuery } from "@tanstack/react-query";
import { post } from "@/api/client";
import { keys } from "@/api/queries";
import { type Exact, short } from "@/fields/shared/numbers";
import type { KanbanView, Table } from "@/metadata/types";
import type { Language } from "@/text/t";
import { countOf } from "../grid/useRows";
import { type Lane, laneFilter } from "./lanes";

/** How many cards a column has, and what the board measures of them. */
export interface LaneTotals {
  count: number;
  total: unknown;
}

interface Answer {
  groups: { group: Record<string, string | null>; measures: Record<string, unknown> }[];
}

/** The totals of every column, by its key. A search is counted column by column, unmeasured. */
export function useTotals(
  table: Table,
  board: KanbanView,
  lanes: readonly Lane[],
  filter: string,
  search: string,
): Record<string, LaneTotals> | undefined {
  return useQuery({
    queryKey: [...keys.table(table.app, table.key), "totals", board, filter, search],
    queryFn: async ({ signal }) =>
      Object.fromEntries(
        await Promise.all(
          lanes.map(async (lane) => {
            const own = laneFilter(board.field, lane, filter);
            const totals = search
              ? { count: await countOf(table, { filter: own, search }, signal), total: null }
              : await measured(table, board, own);
            return [lane.key, totals] as const;
          }),
        ),
      ),
  }).data;
}

async function measured(table: Table, board: KanbanView, filter: string): Promise<LaneTotals> {
  const { groups } = await post<Answer>("/query", {
    app: table.app,
    table: table.key,
    filter,
    measures: [
      { as: "count", formula: "COUNT()" },
      ...(board.total ? [{ as: "total", formula: board.total }] : []),
    ],
  });
  const found = groups[0]?.measures ?? {};
  return { count: Number(found.count ?? 0), total: found.total ?? null };
}

/** A total as boards say it: 1,842.0万. Nothing where there is none. */
export function totalText(total: unknown, language: Language): string {
  const value = typeof total === "object" && total !== null ? amountOf(total) : total;
  return typeof value === "number" || typeof value === "string"
    ? short(value as Exact, language)
    : "";
}

const amountOf = (total: object): unknown => ("amount" in total ? total.amount : null);
