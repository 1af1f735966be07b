import { keepPreviousData, queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { post } from "@/api/client";
import { postPlan } from "@/api/plan";
import { keys, queryClient } from "@/api/queries";
import type { Plan } from "@/api/types";
import type { AppModel } from "@/metadata/types";
import { type Draft, isChanged, planBody, presentDraft, useDrafts } from "../draft";
import { publishedHere } from "../mine";
import { spelled } from "../spelling";

const PAUSE_MS = 250;

/** The plan of a draft at the revision that is present. */
const planOf = (draft: Draft | undefined, revision: number) =>
  queryOptions({
    queryKey: ["plan", draft, revision],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => postPlan("/plans", draft ? planBody(draft) : {}, { signal }),
  });

/** The plan of an app's draft as it stands, asked for when nobody has typed for a moment. */
export function usePlan(draft: Draft | undefined, revision: number) {
  const settled = useSettled(draft);
  const isWanted = isChanged(settled) && isChanged(draft);
  const plan = useQuery({
    ...planOf(settled, revision),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return { ...plan, data: isWanted ? plan.data : undefined };
}

function useSettled(draft: Draft | undefined): Draft | undefined {
  const [settled, settle] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => settle(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return draft === undefined ? undefined : settled;
}

/** The plan of what stands on the screen at this moment, everything typed included. */
export async function presentPlan(model: AppModel): Promise<Plan> {
  await spelled();
  return queryClient.fetchQuery(planOf(presentDraft(model.key), model.revision));
}

/** Carries a plan out; afterwards the app is read anew and its draft is gone. */
export function usePublish(app: string) {
  return useMutation({
    mutationFn: ({ plan, accept, note }: { plan: Plan; accept: string[]; note?: string }) =>
      publishedHere(post<{ revision: number }>(`/plans/${plan.id}/apply`, { accept, note })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.app(app) });
      useDrafts.getState().drop(app);
      void queryClient.invalidateQueries({ queryKey: keys.apps });
      // Runs wait by an older version now, and a trial may have begun.
      for (const queryKey of [["records", app], ["runs"], ["trials", app]])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
}

/** Takes a revision back: its plan is made and carried out with all it says. */
export async function takeBack(app: string, revision: number): Promise<void> {
  const plan = await postPlan(`/revisions/${revision}/undo`);
  const accept = plan.dangers.map((danger) => danger.code);
  await publishedHere(post<{ revision: number }>(`/plans/${plan.id}/apply`, { accept }));
  await queryClient.invalidateQueries({ queryKey: keys.app(app) });
}
