import { Button, Modal } from "antd";
import type { TFunction } from "i18next";
import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { Plan } from "@/api/types";
import type { AppModel } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { BacktestButton } from "../backtest/BacktestButton";
import { isChanged, useDraft, useDrafts } from "../draft";
import { Conflicts } from "./Conflicts";
import css from "./PlanBar.module.css";
import { PlanReview } from "./PlanReview";
import { presentPlan, takeBack, usePlan, usePublish } from "./usePlan";
import { type Treatments, treatWaiting, waitingOf } from "./waiting";

const failed = (error: unknown) =>
  notify({ kind: "failed", text: error instanceof ApiError ? error.message : String(error) });

/** What the draft will change, in words; published from here. */
export function PlanBar({ model }: { model: AppModel }) {
  const { t } = useTranslation();
  const state = useDraft(model.key);
  const { undo, redo } = useDrafts.getState();
  const plan = usePlan(state?.draft, model.revision);
  const { publish, isBusy } = usePublishing(model);
  const [isOpen, open] = useState(false);
  const changed = isChanged(state?.draft);
  const problems = (changed && plan.data && inTheWay(plan.data)) || [];
  const dangers = (changed && plan.data?.dangers) || [];
  const isEmpty = plan.data !== undefined && plan.data.changes.length === 0;

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
      <i className={css.line} />
      <Words plan={changed ? plan.data : undefined} error={plan.error} isChanged={changed} />
      {changed && plan.data && problems.length === 0 && (
        <span className={dangers.length > 0 ? css.danger : css.cost}>
          {dangers.length > 0
            ? t("builder.dangers", { count: dangers.length })
            : t("builder.cost", { duration: duration(plan.data, t) })}
        </span>
      )}
      {changed && <DropDraft app={model.key} />}
      {changed && plan.error instanceof ApiError && plan.error.status === 409 && (
        <Conflicts model={model} problems={plan.error.problems} />
      )}
      <BacktestButton model={model} />
      {changed && (
        <Button disabled={!plan.data} onClick={() => open(true)}>
          {t("builder.review")}
        </Button>
      )}
      <Button
        type="primary"
        disabled={!changed || isEmpty || problems.length > 0}
        loading={isBusy}
        onClick={() => void publish().then((isDone) => !isDone && open(true))}
      >
        {problems.length > 0
          ? t("builder.publishProblems", { count: problems.length })
          : t("builder.publish")}
      </Button>
      {isOpen && plan.data && (
        <PlanReview
          plan={plan.data}
          isBusy={isBusy}
          onClose={() => open(false)}
          onPublish={(accept, note, treatments) =>
            void publish({ accept, note, treatments }).then((isDone) => isDone && open(false))
          }
        />
      )}
    </section>
  );
}

/** What one has agreed to: dangers, and what becomes of runs that wait. */
interface Consent {
  accept?: string[];
  note?: string | undefined;
  treatments?: Treatments;
}

/** What keeps the plan from being carried out, in words. */
const inTheWay = ({ problems, findings }: Plan): { message: string }[] => [
  ...problems,
  ...findings.filter(({ blocks }) => blocks).map(({ sentence }) => ({ message: sentence })),
];

/** Publishes what stands on the screen; false where there is something to be read first. */
function usePublishing(model: AppModel) {
  const { t } = useTranslation();
  const publishing = usePublish(model.key);
  const [isBusy, busy] = useState(false);

  async function undoPublished(revision: number) {
    try {
      await takeBack(model.key, revision);
      notify({ text: t("builder.takenBack", { revision }) });
    } catch (error) {
      failed(error);
    }
  }

  async function publish({ accept = [], note, treatments }: Consent = {}): Promise<boolean> {
    busy(true);
    try {
      const plan = await presentPlan(model);
      const left = plan.dangers.filter((danger) => !accept.includes(danger.code));
      const asks = treatments === undefined && plan.findings.some((each) => waitingOf(each));
      if (inTheWay(plan).length > 0 || left.length > 0 || asks || plan.changes.length === 0)
        return false;
      const { revision } = await publishing.mutateAsync({ plan, accept, note });
      const told = await treatWaiting(treatments ?? {});
      notify({
        text: [t("builder.published", { revision }), ...told].join(t("builder.join")),
        action: { label: t("ui.undo"), run: () => void undoPublished(revision) },
      });
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      busy(false);
    }
  }
  return { publish, isBusy };
}

function Words({
  plan,
  error,
  isChanged: changed,
}: {
  plan: Plan | undefined;
  error: unknown;
  isChanged: boolean;
}) {
  const { t } = useTranslation();
  const first = plan && inTheWay(plan)[0];
  const sentences = plan?.changes.map((change) => change.sentence).join(t("builder.join"));
  return (
    <div className={css.words} role="status">
      {!changed && <span className={css.quiet}>{t("builder.nothingChanged")}</span>}
      {plan && (
        <span className={css.count}>{t("builder.planCount", { count: plan.changes.length })}</span>
      )}
      {changed && error instanceof ApiError ? (
        <span className={css.problem}>{error.message}</span>
      ) : first ? (
        <span className={css.problem}>{first.message}</span>
      ) : (
        <span className={css.sentence} title={sentences}>
          {plan?.changes.length === 0 ? t("builder.noDifference") : sentences}
        </span>
      )}
    </div>
  );
}

function DropDraft({ app }: { app: string }) {
  const { t } = useTranslation();
  const [isAsked, ask] = useState(false);
  return (
    <>
      <Button type="text" onClick={() => ask(true)}>
        {t("builder.drop")}
      </Button>
      <Modal
        open={isAsked}
        width={480}
        title={t("builder.dropTitle")}
        okText={t("builder.drop")}
        okButtonProps={{ danger: true, type: "default" }}
        cancelText={t("builder.later")}
        onCancel={() => ask(false)}
        onOk={() => {
          useDrafts.getState().drop(app);
          ask(false);
        }}
      >
        {t("builder.dropText")}
      </Modal>
    </>
  );
}

/** About how long the steps take, as the server measured them. */
function duration(plan: Plan, t: TFunction): string {
  const seconds = plan.steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);
  if (seconds < 1) return t("builder.underSecond");
  return seconds < 90
    ? t("builder.seconds", { count: Math.ceil(seconds) })
    : t("builder.minutes", { count: Math.ceil(seconds / 60) });
}
