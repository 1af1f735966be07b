import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { RunRow } from "@/runs/runs";
import { oldRunsPath, type Treated, type Treatment } from "../plan/waiting";

/** A run that waits by an older version, and whether it could wait by the present one. */
export interface OldRun extends RunRow {
  step: { key: string; do: string; label: string | null } | null;
  may_move: boolean;
  why: { code: string; message: string } | null;
}

interface OldRuns {
  count: number;
  runs: OldRun[];
  next: string | null;
}

/** Runs begin with "runs": what is done with them asks for these anew too. */
const keyOf = (app: string, automation: string) => ["runs", "old", app, automation] as const;

export const useOldRuns = (app: string, automation: string, isWanted: boolean) =>
  useQuery({
    queryKey: keyOf(app, automation),
    enabled: isWanted,
    queryFn: ({ signal }) => get<OldRuns>(oldRunsPath(app, automation), { limit: 200 }, signal),
  });

export function useTreat(app: string, automation: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { do: Treatment; runs: string[] }) =>
      post<Treated>(oldRunsPath(app, automation), body),
    onSettled: () => cache.invalidateQueries({ queryKey: ["runs"] }),
  });
}
