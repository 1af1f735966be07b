import { Button } from "antd";
import { ChevronRight, FlaskConical } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AppModel } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { exactTime, fullTime, sayTime } from "@/text/time";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import head from "../automations/automations.module.css";
import { Arms } from "./Arms";
import { EarlierTrials } from "./EarlierTrials";
import { EndTrial } from "./EndTrial";
import { percentText } from "./figures";
import { Outcome } from "./Outcome";
import { STATE_COLORS, type Terms, type Trial, useTrial, type Verdict } from "./trials";
import css from "./trials.module.css";

/** One version beside the version before it: how both do, and which of them stays. */
export function TrialPage({ model, id }: { model: AppModel; id: string }) {
  const found = useTrial(model.key, id);
  if (found.error && !found.data)
    return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  return found.data ? <One model={model} trial={found.data} /> : <Loading />;
}

function One({ model, trial }: { model: AppModel; trial: Trial }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [ending, end] = useState<Verdict | null>(null);
  const name = labelText(trial.label, language) || trial.automation;
  const root = `/b/${model.key}/automations`;
  return (
    <>
      <header className={head.head}>
        <FlaskConical size={18} strokeWidth={1.75} aria-hidden="true" />
        <Link to={root}>{t("automations.title")}</Link>
        <ChevronRight size={14} aria-hidden="true" />
        <Link to={`${root}/${trial.automation}`}>{name}</Link>
        <ChevronRight size={14} aria-hidden="true" />
        <h1>{t("automations.trial.title")}</h1>
        <Tag color={STATE_COLORS[trial.state]}>{t(`automations.trial.state.${trial.state}`)}</Tag>
        <span className={head.space} />
        {trial.state === "running" && (
          <>
            <Button size="small" onClick={() => end("roll_back")}>
              {t("automations.trial.rollBack")}
            </Button>
            <Button size="small" onClick={() => end("keep")}>
              {t("automations.trial.keep")}
            </Button>
          </>
        )}
      </header>
      <div className={css.page}>
        <Outcome model={model} trial={trial} />
        <Arms trial={trial} />
        <section className={css.part}>
          <h2>{t("automations.trial.terms")}</h2>
          <TermsView terms={trial.terms} />
          <p className={css.quiet}>
            <time dateTime={trial.started_at} title={exactTime(trial.started_at)}>
              {t("automations.trial.began", {
                time: sayTime(trial.started_at),
                revision: trial.revision,
                until: fullTime(trial.ends_at),
              })}
            </time>
          </p>
        </section>
        <EarlierTrials model={model} trial={trial} />
      </div>
      {ending && (
        <EndTrial app={model.key} trial={trial} verdict={ending} onClose={() => end(null)} />
      )}
    </>
  );
}

/** What was agreed on beforehand, in words. */
function TermsView({ terms }: { terms: Terms }) {
  const { t } = useTranslation();
  return (
    <dl className={css.terms}>
      <div>
        <dt>{t("automations.trial.metric")}</dt>
        <dd>
          <code>{terms.metric}</code>
        </dd>
      </div>
      <div>
        <dt>{t("automations.trial.stays")}</dt>
        <dd>
          {t(`automations.trial.rule.${terms.better}`, {
            gain: percentText(terms.better_by, 1),
            sample: terms.sample,
          })}
        </dd>
      </div>
      <div>
        <dt>{t("automations.trial.share")}</dt>
        <dd>
          {t("automations.trial.shareText", {
            share: percentText(terms.share, 1),
            days: terms.days,
          })}
        </dd>
      </div>
    </dl>
  );
}
