import { useTranslation } from "react-i18next";
import { grouped } from "@/fields/shared/numbers";
import { axisOf, meanText, percentText } from "./figures";
import type { Arm, Trial, TrialFigures } from "./trials";
import css from "./trials.module.css";

/** Both versions beside each other, and the gain with how sure it is. */
export function Arms({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { figures, terms } = trial;
  if (!figures) return <p className={css.quiet}>{t("automations.trial.hidden")}</p>;
  return (
    <section className={css.part} aria-label={t("automations.trial.figures")}>
      <div className={css.arms}>
        <ArmCard
          name={t("automations.trial.version", { revision: trial.revision })}
          share={terms.share}
          arm={figures.trial}
          isRate={figures.is_rate}
          sample={terms.sample}
        />
        <ArmCard
          name={
            trial.base_revision === null
              ? t("automations.trial.nothing")
              : t("automations.trial.before", { revision: trial.base_revision })
          }
          share={1 - terms.share}
          arm={figures.control}
          isRate={figures.is_rate}
          sample={terms.sample}
        />
      </div>
      <Gain figures={figures} betterBy={terms.better_by} />
    </section>
  );
}

function ArmCard({
  name,
  share,
  arm,
  isRate,
  sample,
}: {
  name: string;
  share: number;
  arm: Arm;
  isRate: boolean;
  sample: number;
}) {
  const { t } = useTranslation();
  return (
    <section className={css.arm} aria-label={name}>
      <h3>{name}</h3>
      <p className={css.quiet}>
        {t("automations.trial.ofRecords", { share: percentText(share, 1) })}
      </p>
      <p className={css.mean}>{meanText(arm.mean, isRate) || t("automations.trial.noMean")}</p>
      <p className={css.quiet}>{t(`automations.trial.${isRate ? "rate" : "mean"}`)}</p>
      <div className={css.sample} aria-hidden="true">
        <i style={{ width: `${Math.min(100, (arm.n / Math.max(1, sample)) * 100)}%` }} />
      </div>
      <p className={css.quiet}>
        {t("automations.trial.counted", {
          n: grouped(arm.n),
          sample: grouped(sample),
          entered: grouped(arm.entered),
        })}
      </p>
    </section>
  );
}

function Gain({ figures, betterBy }: { figures: TrialFigures; betterBy: number }) {
  const { t } = useTranslation();
  const axis = axisOf(figures, betterBy);
  const { gain, low, high } = figures;
  if (!axis || gain === null || low === null || high === null)
    return (
      <p className={css.quiet}>
        {t(`automations.trial.${figures.control.mean === 0 ? "fromZero" : "noGain"}`)}
      </p>
    );
  return (
    <div className={css.gain}>
      <p>
        {t("automations.trial.gain", {
          gain: percentText(gain, 1),
          low: percentText(low, 1),
          high: percentText(high, 1),
          bound: percentText(betterBy, 1),
        })}
      </p>
      <div className={css.axis} aria-hidden="true">
        <i data-part="zero" style={{ left: `${axis.zero}%` }} />
        <i data-part="bound" style={{ left: `${axis.bound}%` }} />
        <i
          data-part="interval"
          style={{ left: `${axis.low}%`, width: `${axis.high - axis.low}%` }}
        />
        <i data-part="gain" style={{ left: `${axis.gain}%` }} />
        <span style={{ left: `${axis.zero}%` }}>0</span>
        <span data-part="bound" style={{ left: `${axis.bound}%` }}>
          {percentText(betterBy, 1)}
        </span>
      </div>
    </div>
  );
}
