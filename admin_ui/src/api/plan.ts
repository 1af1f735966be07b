import { post } from "./client";
import type { Plan } from "./types";

/** A plan as the server makes it; what is only doubtful apart from what is wrong. */
export async function postPlan(
  path: string,
  body?: unknown,
  request: { signal?: AbortSignal } = {},
): Promise<Plan> {
  const plan = await post<Plan>(path, body, request);
  const isDoubt = ({ severity }: Plan["problems"][number]) => severity === "warning";
  return {
    ...plan,
    problems: plan.problems.filter((problem) => !isDoubt(problem)),
    warnings: plan.problems.filter(isDoubt),
  };
}
