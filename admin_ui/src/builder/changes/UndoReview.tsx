import { useMutation, useQuery } from "@tanstack/react-query";
import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { postPlan } from "@/api/plan";
import { queryClient } from "@/api/queries";
import type { Plan } from "@/api/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { PlanReview } from "../plan/PlanReview";

/** The plan that takes a revision back, in words, before it is carried out. */
export function UndoReview({
  app,
  revision,
  onClose,
}: {
  app: string;
  revision: number;
  onClose(): void;
}) {
  const carryOut = useMutation({
    mutationFn: ({ id, ...consent }: { id: string; accept: string[]; note?: string }) =>
      post<{ revision: number }>(`/plans/${id}/apply`, consent),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
      notify({ text: t("builder.takenBack", { revision }) });
    },
    onError: (error) =>
      notify({ kind: "failed", text: error instanceof ApiError ? error.message : String(error) }),
  });
  const plan = useQuery({
    queryKey: ["undo", app, revision],
    // What is carried out is planned no more.
    enabled: !carryOut.isPending && !carryOut.isSuccess,
    gcTime: 0,
    retry: false,
    queryFn: () => postPlan(`/revisions/${revision}/undo`),
  });
  if (plan.error) {
    return (
      <PlanReview
        plan={refused(plan.error)}
        isBusy={false}
        canPublish={false}
        onClose={onClose}
        onPublish={() => undefined}
      />
    );
  }
  if (!plan.data) return null;
  return (
    <PlanReview
      plan={plan.data}
      isBusy={carryOut.isPending}
      canPublish={plan.data.problems.length === 0}
      onClose={onClose}
      onPublish={(accept, note) => carryOut.mutate({ id: plan.data.id, accept, note })}
    />
  );
}

/** A revision that cannot be taken back, as a plan that holds only the reasons. */
function refused(error: unknown): Plan {
  const problems =
    error instanceof ApiError
      ? error.problems.length
        ? error.problems
        : [{ code: error.code, message: error.message }]
      : [{ code: "failed", message: String(error) }];
  const nothing = { changes: [], steps: [], dangers: [], findings: [], warnings: [] };
  return { id: "", base: 0, ...nothing, problems };
}
