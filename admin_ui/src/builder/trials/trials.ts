import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, remove } from "@/api/client";
import type { Color } from "@/api/colors";
import type { AppModel, AutomationDocument } from "@/metadata/types";
import type { Label } from "@/text/t";

export type TrialState = "running" | "ending" | "kept" | "rolled_back" | "stopped";
export type Verdict = "keep" | "roll_back";

/** What an automation's document says of its trial. */
export interface Terms {
  metric: string;
  better: "higher" | "lower";
  better_by: number;
  share: number;
  days: number;
  sample: number;
}

export interface Arm {
  entered: number;
  /** Those with a value of the metric. */
  n: number;
  mean: number | null;
}

/** What came out so far; what cannot be told yet is null. */
export interface TrialFigures {
  trial: Arm;
  control: Arm;
  is_rate: boolean;
  difference: number | null;
  gain: number | null;
  low: number | null;
  high: number | null;
  has_sample: boolean;
  would: Verdict;
}

export interface Trial {
  id: string;
  automation: string;
  label: Label;
  state: TrialState;
  revision: number;
  /** null: the other group runs nothing. */
  base_revision: number | null;
  made_revision: number | null;
  started_at: string;
  ends_at: string;
  ended_at: string | null;
  terms: Terms;
  /** null: not for the reader, or not asked for. */
  figures?: TrialFigures | null;
  verdict: Verdict | null;
  why: { code: string; message: string } | null;
  ended_by: { id: string; name: string } | null;
  reason: string | null;
}

/** An automation that was stopped because it started too often. */
export interface Breaker {
  automation: string;
  label: Label;
  code: string;
  message: string;
  at: string;
}

export const STATE_COLORS: Readonly<Record<TrialState, Color>> = {
  running: "blue",
  ending: "blue",
  kept: "green",
  rolled_back: "orange",
  stopped: "grey",
};

export const isUnderWay = ({ state }: Trial): boolean => state === "running" || state === "ending";

const keyOf = (app: string) => ["trials", app] as const;
const pathOf = (app: string): string => `/apps/${app}/trials`;
const SOON_MS = 1_000;
const LATER_MS = 30_000;

/** The trials of an app, newest first; of one automation where it is named. What is published on
 * trial begins a moment later: until then it is looked for again. */
export const useTrials = ({ key: app, automations }: AppModel, automation?: string) =>
  useQuery({
    queryKey: [...keyOf(app), "list", automation ?? ""],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await get<{ trials: Trial[] }>(pathOf(app), { automation }, signal)).trials,
    refetchInterval: ({ state }) => {
      const published = automation ? [automations.get(automation)] : [...automations.values()];
      const isAwaited = published.some((each) => each && isAwaitedFor(each, state.data));
      return isAwaited ? SOON_MS : false;
    },
  });

/** Whether the version is on trial, and its trial has neither begun nor been stopped. */
function isAwaitedFor(document: AutomationDocument, trials: readonly Trial[] | undefined): boolean {
  if (!document.trial || document.enabled === false || !trials) return false;
  const newest = trials.find((each) => each.automation === document.key);
  return !newest || !(isUnderWay(newest) || newest.state === "stopped");
}

/** One trial with its figures as they stand. */
export const useTrial = (app: string, id: string) =>
  useQuery({
    queryKey: [...keyOf(app), "one", id],
    queryFn: ({ signal }) => get<Trial>(`${pathOf(app)}/${id}`, {}, signal),
    refetchInterval: ({ state }) => {
      if (state.data?.state === "ending") return SOON_MS;
      return state.data?.state === "running" ? LATER_MS : false;
    },
  });

/** The trial ends now, with this verdict. */
export function useEndTrial(app: string, id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { verdict: Verdict; reason: string }) =>
      post<Trial>(`${pathOf(app)}/${id}/end`, body),
    onSuccess: () => cache.invalidateQueries({ queryKey: keyOf(app) }),
  });
}

/** Automations that start no more, and letting one start again. */
export const useBreakers = (app: string) =>
  useQuery({
    queryKey: ["breakers", app],
    queryFn: async ({ signal }) =>
      (await get<{ breakers: Breaker[] }>(`/apps/${app}/breakers`, {}, signal)).breakers,
  });

export function useReset(app: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (automation: string) => remove(`/apps/${app}/automations/${automation}/breaker`),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["breakers", app] }),
  });
}
