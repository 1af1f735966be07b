import { Button } from "antd";
import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { useDraft, useDrafts } from "../draft";
import css from "./PlanBar.module.css";
import { PlanReview } from "./PlanReview";
import { takeBack, usePlan, usePublish } from "./usePlan";

/** What the draft will change, in words; published from here. */
export function PlanBar({ model }: { model: AppModel }) {
  const { t } = useTranslation();
  const state = useDraft(model.key);
  const { undo, redo, drop } = useDrafts.getState();
  const plan = usePlan(state?.draft);
  const publish = usePublish(model.key);
  const [isOpen, open] = useState(false);
  const changed = Object.keys(state?.draft.changed ?? {}).length > 0;
  const problems = plan.data?.problems ?? [];
  const dangers = plan.data?.dangers ?? [];
  const isReady =
    plan.isSettled &&
    plan.data !== undefined &&
    problems.length === 0 &&
    plan.data.changes.length > 0;

  async function go(accept: string[], note?: string) {
    if (!plan.data) return;
    try {
      const { revision } = await publish.mutateAsync({ plan: plan.data, accept, note });
      open(false);
      notify({
        text: t("builder.published", { revision }),
        action: { label: t("ui.undo"), run: () => void undoPublished(revision) },
      });
    } catch (error) {
      notify({ kind: "failed", text: error instanceof ApiError ? error.message : String(error) });
      await plan.refetch();
    }
  }

  async function undoPublished(revision: number) {
    try {
      await takeBack(model.key, revision);
      notify({ text: t("builder.takenBack", { revision }) });
    } catch (error) {
      notify({ kind: "failed", text: error instanceof ApiError ? error.message : String(error) });
    }
  }

  return (
    <section className={css.bar} aria-label={t("builder.plan")}>
      <IconButton
        icon={Undo2}
        label={t("ui.undo")}
        disabled={!state?.past.length}
        onClick={() => undo(model.key)}
      />
      <IconButton
        icon={Redo2}
        label={t("ui.redo")}
        disabled={!state?.future.length}
        onClick={() => redo(model.key)}
      />
      <div className={css.words} role="status">
        {!changed && <span className={css.quiet}>{t("builder.nothingChanged")}</span>}
        {changed && (
          <span className={css.count}>
            {t("builder.planCount", { count: plan.data?.changes.length ?? 0 })}
          </span>
        )}
        {changed && plan.error instanceof ApiError && (
          <span className={css.problem}>{plan.error.message}</span>
        )}
        {problems[0] ? (
          <span className={css.problem}>{problems[0].message}</span>
        ) : (
          <span className={css.sentence}>
            {plan.data?.changes.map((change) => change.sentence).join(t("builder.join"))}
          </span>
        )}
      </div>
      {changed && (
        <>
          {dangers.length > 0 && (
            <span className={css.danger}>{t("builder.dangers", { count: dangers.length })}</span>
          )}
          <Button onClick={() => drop(model.key)}>{t("builder.drop")}</Button>
          <Button disabled={!plan.data} onClick={() => open(true)}>
            {t("builder.review")}
          </Button>
        </>
      )}
      <Button
        type="primary"
        disabled={!isReady}
        loading={publish.isPending}
        onClick={() => (dangers.length > 0 ? open(true) : void go([]))}
      >
        {problems.length > 0
          ? t("builder.publishProblems", { count: problems.length })
          : t("builder.publish")}
      </Button>
      {isOpen && plan.data && (
        <PlanReview
          plan={plan.data}
          isBusy={publish.isPending}
          canPublish={isReady}
          onClose={() => open(false)}
          onPublish={go}
        />
      )}
    </section>
  );
}
