import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useAround } from "../properties/around";
import { PropertyForm } from "../properties/PropertyForm";
import { type Part, type Property, withProperty } from "../properties/spec";
import { TrialMark } from "./TrialMark";
import { useTrials } from "./trials";
import css from "./trials.module.css";

/** What is agreed on before a version is tried beside the one before it. */
const TRIAL: readonly Property[] = [
  {
    key: "metric",
    control: { kind: "formula", use: "field" },
    label: "trialMetric",
    isNeeded: true,
  },
  {
    key: "better",
    control: { kind: "choice", options: ["higher", "lower"], standard: "higher" },
    label: "trialBetter",
  },
  { key: "better_by", control: { kind: "percent", standard: 0.05 } },
  { key: "share", control: { kind: "percent", standard: 0.5 }, label: "trialShare" },
  { key: "days", control: { kind: "number", standard: 7 }, label: "trialDays" },
  { key: "sample", control: { kind: "number", standard: 100 } },
];

/** Publishing to a part of the records first: asked for with the automation. */
export function TrialSection({
  automation,
  document,
  onChange,
}: {
  automation: string;
  document: Part;
  onChange(next: Part, about?: string): void;
}) {
  const { t } = useTranslation();
  const { model, table, problems } = useAround();
  const trials = useTrials(model, automation).data ?? [];
  const trial = document.trial as Part | null | undefined;
  // Records are dealt out: where none starts it there is nothing to compare.
  if (table === null && !trial) return null;
  const found = problems.filter(({ pointer }) => pointer === "/trial");
  return (
    <section className={css.section} aria-label={t("automations.trial.title")}>
      <header>
        <label htmlFor="trial-on">{t("automations.trial.title")}</label>
        <TrialMark app={model.key} trials={trials} />
        <Switch
          id="trial-on"
          size="small"
          checked={Boolean(trial)}
          onChange={(isOn) =>
            onChange(withProperty(document, "trial", isOn ? { metric: "" } : null))
          }
        />
      </header>
      <p>{t("automations.trial.about")}</p>
      {trial && (
        <PropertyForm
          properties={TRIAL}
          part={trial}
          pointer="/trial"
          onChange={(next, about) =>
            onChange({ ...document, trial: { ...next, metric: next.metric ?? "" } }, about)
          }
        />
      )}
      {found.map(({ message }) => (
        <p key={message} className={css.wrong} role="alert">
          {message}
        </p>
      ))}
    </section>
  );
}
