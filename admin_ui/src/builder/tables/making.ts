import { post } from "@/api/client";
import { keys, queryClient } from "@/api/queries";
import type { Plan } from "@/api/types";
import { publishedHere } from "../mine";
import type { Put } from "./documents";

/** The documents are published at once: they are new, and harm nothing. Its revision. */
export async function make(app: string, put: Put[]): Promise<number> {
  const plan = await post<Plan>("/plans", { app, put });
  const { revision } = await publishedHere(
    post<{ revision: number }>(`/plans/${plan.id}/apply`, {}),
  );
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.app(app) }),
    queryClient.invalidateQueries({ queryKey: keys.apps }),
    queryClient.invalidateQueries({ queryKey: keys.me }),
  ]);
  return revision;
}
