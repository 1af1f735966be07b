import { useQuery } from "@tanstack/react-query";
import { get, post, remove } from "@/api/client";
import type { Color } from "@/api/colors";
import { queryClient } from "@/api/queries";
import type { Kind } from "@/metadata/types";
import { type Draft, planBody } from "../draft";
import type { Report } from "./report";

export const DAYS = [7, 30, 90] as const;
export type Days = (typeof DAYS)[number];

export type BacktestState = "waiting" | "running" | "done" | "failed" | "cancelled";

export interface Head {
  id: string;
  app: string;
  by: { id: string; name: string };
  at: string;
  state: BacktestState;
  /** Up to 100. */
  progress: number;
  days: number;
  table: string | null;
  /** The revision that the draft was laid over. */
  revision: number;
  changes: { kind: Kind; key: string }[];
  deletes: { kind: Kind; key: string }[];
  ended_at: string | null;
  error: { code: string; message: string } | null;
}

export interface Backtest extends Head {
  report: Report | null;
}

export const STATE_COLORS: Readonly<Record<BacktestState, Color>> = {
  waiting: "grey",
  running: "blue",
  done: "green",
  failed: "red",
  cancelled: "grey",
};

export const isUnderWay = ({ state }: Head): boolean => state === "waiting" || state === "running";

const PAUSE_MS = 1_000;
const SLOW_MS = 5_000;
const keyOf = (app: string) => ["backtests", app] as const;
const pathOf = (app: string): string => `/apps/${app}/backtests`;

/** What was tested before, newest first; looked at again now and then while one is under way. */
export const useBacktests = (app: string) =>
  useQuery({
    queryKey: [...keyOf(app), "list"],
    queryFn: async ({ signal }) =>
      (await get<{ backtests: Head[] }>(pathOf(app), {}, signal)).backtests,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? SLOW_MS : false),
  });

/** One of them, its progress, and its report once it is done. */
export const useBacktest = (app: string, id: string) =>
  useQuery({
    queryKey: [...keyOf(app), "one", id],
    queryFn: ({ signal }) => get<Backtest>(`${pathOf(app)}/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? PAUSE_MS : false),
  });

/** The drafts that were tested from this window, by the backtest: whether it is still the same. */
const tested = new Map<string, string>();
const written = ({ changed }: Draft): string => JSON.stringify(changed);

/** The draft is being tested against these days; gives the id of the backtest. */
export async function startBacktest(draft: Draft, days: Days): Promise<string> {
  const { app, ...body } = planBody(draft);
  const { id } = await post<{ id: string }>(pathOf(app), { ...body, days });
  tested.set(id, written(draft));
  await queryClient.invalidateQueries({ queryKey: keyOf(app) });
  return id;
}

/** It stops; one that is over is forgotten. */
export async function endBacktest({ app, id }: Head): Promise<void> {
  await remove(`${pathOf(app)}/${id}`);
  await queryClient.invalidateQueries({ queryKey: keyOf(app) });
}

/** Whether the draft has changed since this window had it tested. */
export function isOutdated(id: string, draft: Draft | undefined): boolean {
  const before = tested.get(id);
  return before !== undefined && draft !== undefined && written(draft) !== before;
}
