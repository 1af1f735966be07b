import { CircleAlert, Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { grouped } from "@/fields/shared/numbers";
import type { AppModel } from "@/metadata/types";
import { fullTime } from "@/text/time";
import { useDraft } from "../draft";
import { AutomationPart } from "./AutomationPart";
import css from "./backtest.module.css";
import { FieldPart } from "./FieldPart";
import { LimitPart } from "./LimitPart";
import { RulePart } from "./RulePart";
import type { Report } from "./report";
import { sentencesOf } from "./sentences";
import { type Head, isOutdated } from "./server";
import { Tested } from "./Tested";

/** What the draft would have done: first in words, then by what does it, last what is not known. */
export function ReportView({
  model,
  head,
  report,
}: {
  model: AppModel;
  head: Head;
  report: Report;
}) {
  const { t } = useTranslation();
  const draft = useDraft(model.key)?.draft;
  const said = sentencesOf(report, t);
  return (
    <article className={css.report}>
      <section className={css.said} aria-label={t("automations.backtest.outcome")}>
        <h2>{t("automations.backtest.said.since", { days: head.days })}</h2>
        {said.length === 0 ? (
          <p>{t("automations.backtest.said.same")}</p>
        ) : (
          <ul>
            {said.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <Tested model={model} head={head} />
        <p className={css.quiet}>
          {t("automations.backtest.replayed", {
            from: fullTime(report.since),
            until: fullTime(report.until),
            events: grouped(report.events),
            records: grouped(report.records),
          })}
        </p>
        {isOutdated(head.id, draft) && (
          <p className={css.outdated}>
            <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
            {t("automations.backtest.outdated")}
          </p>
        )}
      </section>
      {report.automations.map((found) => (
        <AutomationPart key={found.automation} model={model} found={found} />
      ))}
      {report.rules.map((found) => (
        <RulePart key={`${found.table} ${found.kind} ${found.key}`} model={model} found={found} />
      ))}
      {report.limits.map((found) => (
        <LimitPart
          key={`${found.table} ${found.field} ${found.state} ${found.stage}`}
          model={model}
          found={found}
        />
      ))}
      {report.fields.map((found) => (
        <FieldPart key={`${found.table} ${found.field}`} model={model} found={found} />
      ))}
      {report.notes.length > 0 && (
        <section className={css.part}>
          <h2>{t("automations.backtest.notes")}</h2>
          <ul className={css.notes}>
            {report.notes.map(({ code, message }) => (
              <li key={`${code} ${message}`}>
                <Info size={14} strokeWidth={1.75} aria-hidden="true" />
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
