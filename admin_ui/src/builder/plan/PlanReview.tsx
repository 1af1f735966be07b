import { Button, Checkbox, Drawer, Input } from "antd";
import { AlertTriangle, CircleX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Plan } from "@/api/types";
import css from "./PlanReview.module.css";

interface Props {
  plan: Plan;
  isBusy: boolean;
  canPublish: boolean;
  onClose(): void;
  onPublish(accept: string[], note?: string): void;
}

/** The whole plan: changes, steps with their cost, dangers each with a consent of its own. */
export function PlanReview({ plan, isBusy, canPublish, onClose, onPublish }: Props) {
  const { t } = useTranslation();
  const [accepted, accept] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const left = plan.dangers.filter((danger) => !accepted.includes(danger.code)).length;
  return (
    <Drawer
      open
      title={t("builder.plan")}
      size={480}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t("builder.later")}</Button>
          <Button
            type="primary"
            danger={plan.dangers.length > 0}
            disabled={!canPublish || left > 0}
            loading={isBusy}
            onClick={() => onPublish([...accepted], note || undefined)}
          >
            {left > 0 ? t("builder.publishLeft", { count: left }) : t("builder.publish")}
          </Button>
        </div>
      }
    >
      {plan.problems.length > 0 && (
        <Part title={t("builder.problems")}>
          {plan.problems.map((problem) => (
            <li
              key={`${problem.document} ${problem.pointer} ${problem.code}`}
              className={css.problem}
            >
              <CircleX size={14} aria-hidden="true" /> {problem.message}{" "}
              <small>{[problem.document, problem.pointer].filter(Boolean).join(" ")}</small>
            </li>
          ))}
        </Part>
      )}
      <Part title={t("builder.changes")}>
        {plan.changes.map((change) => (
          <li key={change.sentence}>{change.sentence}</li>
        ))}
      </Part>
      {plan.dangers.length > 0 && (
        <Part title={t("builder.dangerTitle")}>
          {plan.dangers.map((danger) => (
            <li key={danger.code} className={css.danger}>
              <Checkbox
                checked={accepted.includes(danger.code)}
                onChange={(event) =>
                  accept(
                    event.target.checked
                      ? [...accepted, danger.code]
                      : accepted.filter((code) => code !== danger.code),
                  )
                }
              >
                <AlertTriangle size={14} aria-hidden="true" /> {danger.sentence}
              </Checkbox>
            </li>
          ))}
        </Part>
      )}
      {plan.steps.length > 0 && (
        <Part title={t("builder.steps")}>
          {plan.steps.map((step) => (
            <li key={step.sentence} className={css.step}>
              {step.sentence}
            </li>
          ))}
        </Part>
      )}
      <label className={css.note} htmlFor="plan-note">
        {t("builder.note")}
        <Input.TextArea
          id="plan-note"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
    </Drawer>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
