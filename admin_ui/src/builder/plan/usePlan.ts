import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { post } from "@/api/client";
import { keys, queryClient } from "@/api/queries";
import type { Plan } from "@/api/types";
import { type Draft, planBody, useDrafts } from "../draft";

const PAUSE_MS = 250;

/** The plan of an app's draft as it stands, asked for when nobody has typed for a moment. */
export function usePlan(draft: Draft | undefined) {
  const settled = useSettled(draft);
  const isWanted = settled !== undefined && Object.keys(settled.changed).length > 0;
  const plan = useQuery({
    queryKey: ["plan", settled],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => post<Plan>("/plans", settled ? planBody(settled) : {}, { signal }),
  });
  return {
    ...plan,
    data: isWanted ? plan.data : undefined,
    isSettled: settled === draft && !plan.isFetching,
  };
}

function useSettled(draft: Draft | undefined): Draft | undefined {
  const [settled, settle] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => settle(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return draft === undefined ? undefined : settled;
}

/** Carries a plan out; afterwards the app is read anew and its draft is gone. */
export function usePublish(app: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ plan, accept, note }: { plan: Plan; accept: string[]; note?: string }) =>
      post<{ revision: number }>(`/plans/${plan.id}/apply`, { accept, note }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.app(app) });
      useDrafts.getState().drop(app);
      void cache.invalidateQueries({ queryKey: ["records", app] });
    },
  });
}

/** Takes a revision back: its plan is made and carried out with all it says. */
export async function takeBack(app: string, revision: number): Promise<void> {
  const plan = await post<Plan>(`/revisions/${revision}/undo`);
  await post(`/plans/${plan.id}/apply`, { accept: plan.dangers.map((danger) => danger.code) });
  await queryClient.invalidateQueries({ queryKey: keys.app(app) });
}
