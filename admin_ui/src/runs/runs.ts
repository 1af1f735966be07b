import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, post, type Query } from "@/api/client";
import type { Color } from "@/api/colors";
import type { Problem } from "@/api/errors";
import { queryClient } from "@/api/queries";
import type { Values } from "@/api/types";

export const STATES = ["queued", "running", "waiting", "done", "dead", "cancelled"] as const;
export type RunState = (typeof STATES)[number];

/** What went wrong, in words. */
export interface Trouble {
  code: string;
  message: string;
  problems?: Problem[];
}

export interface RunRow {
  id: string;
  app: string;
  /** The key of the automation in its app. */
  automation: string;
  label: string;
  state: RunState;
  /** The key of the record's table in the same app. */
  table: string | null;
  record: string | null;
  /** What the record is called, where the reader sees that; only in lists. */
  title?: string | null;
  steps: number;
  started_at: string;
  ended_at: string | null;
  due_at: string | null;
  error: Trouble | null;
}

/** One line of the trace: one attempt of one step. */
export interface Line {
  number: number;
  step: string;
  do: string;
  label: string | null;
  at: string;
  milliseconds: number;
  outcome:
    | "done"
    | "passed_over"
    | "waiting"
    | "outside"
    | "goto"
    | "stopped"
    | "failed"
    | "skipped";
  branch: string | null;
  /** What the step gave and why may be seen only by who sees all that it read. */
  is_masked: boolean;
  values: Values | null;
  note: Values | null;
  error: Trouble | null;
  attempt: number;
}

export interface Run extends RunRow {
  is_old_version: boolean;
  may_mend: boolean;
  /** The kinds of what it waits for: todo, approval, record, outside. */
  waits_for: string[];
  next_try_at: string | null;
  lines: Line[];
}

export const STATE_COLORS: Record<RunState, Color> = {
  queued: "grey",
  running: "blue",
  waiting: "orange",
  done: "green",
  dead: "red",
  cancelled: "grey",
};

export const useRuns = (query: Query) =>
  useInfiniteQuery({
    queryKey: ["runs", "list", query],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<{ runs: RunRow[]; next: string | null }>(
        "/runs",
        { ...query, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });

/** One run; who looks at it listens for `run:<id>`. */
export const useRun = (id: string) =>
  useQuery({
    queryKey: ["runs", "one", id],
    queryFn: ({ signal }) => get<Run>(`/runs/${id}`, {}, signal),
  });

export async function sendToRun(id: string, what: "resume" | "cancel" | "restart", body: object) {
  try {
    await post(`/runs/${id}/${what}`, body);
  } finally {
    void queryClient.invalidateQueries({ queryKey: ["runs"] });
  }
}
