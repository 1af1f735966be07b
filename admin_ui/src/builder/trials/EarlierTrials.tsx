import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AppModel } from "@/metadata/types";
import { exactTime, sayTime } from "@/text/time";
import { Tag } from "@/ui/Tag";
import { STATE_COLORS, type Trial, useTrials } from "./trials";
import css from "./trials.module.css";

/** Other trials of the same automation, newest first. */
export function EarlierTrials({ model, trial }: { model: AppModel; trial: Trial }) {
  const { t } = useTranslation();
  const all = useTrials(model, trial.automation).data ?? [];
  const others = all.filter(({ id }) => id !== trial.id);
  if (others.length === 0) return null;
  return (
    <section className={css.part}>
      <h2>{t("automations.trial.others")}</h2>
      <ul className={css.others} aria-label={t("automations.trial.others")}>
        {others.map((each) => (
          <li key={each.id}>
            <Link to={`/b/${model.key}/automations/${each.automation}?trial=${each.id}`}>
              <span>{t("automations.trial.version", { revision: each.revision })}</span>
              <Tag color={STATE_COLORS[each.state]}>
                {t(`automations.trial.state.${each.state}`)}
              </Tag>
              <time dateTime={each.started_at} title={exactTime(each.started_at)}>
                {sayTime(each.started_at)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
