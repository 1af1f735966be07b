import { Button, Checkbox, Drawer } from "antd";
import { CircleX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Problem } from "@/api/errors";
import type { Plan } from "@/api/types";
import { TextBox } from "@/ui/TextBox";
import { Findings } from "./Findings";
import css from "./PlanReview.module.css";
import { placeOf } from "./places";
import type { Treatments } from "./waiting";

interface Props {
  plan: Plan;
  isBusy: boolean;
  /** False: there is nothing that may be published yet. */
  canPublish?: boolean;
  onClose(): void;
  onPublish(accept: string[], note: string | undefined, treatments: Treatments): void;
}

/** The whole plan: changes, steps with their cost, dangers each with a consent of its own. */
export function PlanReview({ plan, isBusy, canPublish = true, onClose, onPublish }: Props) {
  const { t } = useTranslation();
  const [accepted, accept] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const left = plan.dangers.filter((danger) => !accepted.includes(danger.code)).length;
  const [treatments, setTreatments] = useState<Treatments>({});
  const isBlocked = plan.problems.length > 0 || plan.findings.some(({ blocks }) => blocks);
  const isReady = canPublish && !isBlocked && plan.changes.length > 0;
  const toggle = (code: string, isOn: boolean) =>
    accept(isOn ? [...accepted, code] : accepted.filter((each) => each !== code));
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
            disabled={!isReady || left > 0}
            loading={isBusy}
            onClick={() => onPublish([...accepted], note || undefined, treatments)}
          >
            {left > 0 ? t("builder.publishLeft", { count: left }) : t("builder.publish")}
          </Button>
        </div>
      }
    >
      <Problems title={t("builder.problems")} problems={plan.problems} onClose={onClose} />
      <Problems title={t("builder.warnings")} problems={plan.warnings} onClose={onClose} />
      {plan.changes.length > 0 && (
        <Part title={t("builder.changes")}>
          {plan.changes.map((change) => (
            <li key={change.sentence}>{change.sentence}</li>
          ))}
        </Part>
      )}
      {plan.dangers.length > 0 && (
        <Part title={t("builder.dangerTitle")}>
          {plan.dangers.map((danger) => (
            <li key={danger.code} className={css.danger}>
              <Checkbox
                checked={accepted.includes(danger.code)}
                onChange={(event) => toggle(danger.code, event.target.checked)}
              >
                {danger.sentence}
              </Checkbox>
            </li>
          ))}
        </Part>
      )}
      <Findings
        findings={plan.findings}
        treatments={treatments}
        onTreat={(automation, treatment) => {
          const { [automation]: _, ...others } = treatments;
          setTreatments(treatment ? { ...others, [automation]: treatment } : others);
        }}
      />
      {plan.steps.length > 0 && (
        <Part title={t("builder.steps")}>
          {plan.steps.map((step) => (
            <li key={step.sentence} className={css.step}>
              {step.sentence}
            </li>
          ))}
        </Part>
      )}
      <div className={css.note}>
        <label htmlFor="plan-note">{t("builder.note")}</label>
        <TextBox
          id="plan-note"
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Drawer>
  );
}

function Problems({
  title,
  problems,
  onClose,
}: {
  title: string;
  problems: readonly Problem[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <Part title={title}>
      {problems.map((problem) => {
        const place = placeOf(problem);
        return (
          <li
            key={`${JSON.stringify(problem.document)} ${problem.pointer} ${problem.code}`}
            className={problem.severity === "warning" ? css.step : css.problem}
          >
            <CircleX size={14} aria-hidden="true" />
            <span>{problem.message}</span>
            {place && (
              <Link to={place} onClick={onClose}>
                {t("builder.goThere")}
              </Link>
            )}
          </li>
        );
      })}
    </Part>
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
