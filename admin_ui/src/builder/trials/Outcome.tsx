import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AppModel } from "@/metadata/types";
import { sayTime } from "@/text/time";
import { countdown } from "@/ui/countdown";
import { useNow } from "@/ui/useNow";
import type { Trial } from "./trials";
import css from "./trials.module.css";

const MINUTE = 60;

/** How the trial stands, or how it ended, in a sentence or two. */
export function Outcome({ model, trial }: { model: AppModel; trial: Trial }) {
  const { t } = useTranslation();
  return (
    <section className={css.said} data-state={trial.state} role="status">
      {trial.state === "running" ? <Standing trial={trial} /> : <Ended trial={trial} />}
      {trial.made_revision !== null && (
        <Link to={`/b/${model.key}/changes?revision=${trial.made_revision}`}>
          {t("automations.trial.madeRevision", { revision: trial.made_revision })}
        </Link>
      )}
    </section>
  );
}

function Standing({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const left = countdown(trial.ends_at, null, useNow(MINUTE));
  const { figures, terms } = trial;
  return (
    <>
      <h2>
        {figures ? t(`automations.trial.would.${figures.would}`) : t("automations.trial.noFigures")}
      </h2>
      <p>
        {t("automations.trial.decides", { time: left.text })}
        {figures && !figures.has_sample && (
          <>
            {t("automations.trial.comma")}
            {t("automations.trial.tooFew", {
              count: Math.min(figures.trial.n, figures.control.n),
              sample: terms.sample,
            })}
          </>
        )}
      </p>
    </>
  );
}

function Ended({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { state, why, ended_by: by, ended_at: at, reason } = trial;
  return (
    <>
      <h2>{t(`automations.trial.ended.${state}`)}</h2>
      {why && !by && <p>{why.message}</p>}
      {by && at && <p>{t("automations.trial.endedBy", { name: by.name, time: sayTime(at) })}</p>}
      {reason && <p>{t("automations.trial.because", { reason })}</p>}
    </>
  );
}
