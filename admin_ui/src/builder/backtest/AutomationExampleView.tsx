import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "@/runs/runs";
import { Trace } from "@/runs/Trace";
import css from "./backtest.module.css";
import type { AutomationExample, Foreseen, Somebody, TraceLine } from "./report";

/** One record under both versions: whom it goes to, who hears of it, and step by step why. */
export function AutomationExampleView({ example }: { example: AutomationExample }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  const { at_present: before, of_draft: after } = example;
  return (
    <>
      <div className={css.sides}>
        <Side name={t("automations.backtest.present")} foreseen={before} isOpen={isOpen} />
        <Side name={t("automations.backtest.draft")} foreseen={after} isOpen={isOpen} />
      </div>
      {(before.trace || after.trace) && (
        <button
          type="button"
          className={css.link}
          aria-expanded={isOpen}
          onClick={() => open(!isOpen)}
        >
          {t(isOpen ? "automations.backtest.noTrace" : "automations.backtest.trace")}
        </button>
      )}
    </>
  );
}

function Side({ name, foreseen, isOpen }: { name: string; foreseen: Foreseen; isOpen: boolean }) {
  const { t } = useTranslation();
  const names = (people: Somebody[] | null) =>
    (people ?? []).map((person) => person.name).join(t("automations.comma"));
  const { starts, assigned, told, trace } = foreseen;
  return (
    <section className={css.version}>
      <small>{name}</small>
      {!starts && <p>{t("automations.backtest.startsNot")}</p>}
      {starts && names(assigned) && (
        <p>{t("automations.backtest.goesTo", { names: names(assigned) })}</p>
      )}
      {starts && names(told) && <p>{t("automations.backtest.tells", { names: names(told) })}</p>}
      {starts && !names(assigned) && !names(told) && <p>{t("automations.backtest.runs")}</p>}
      {isOpen && trace && <Trace lines={trace.map(lineOf)} isTimed={false} />}
    </section>
  );
}

/** What was foreseen, as a line of a run that never was. */
const lineOf = (line: TraceLine, number: number): Line => ({
  ...line,
  outcome: line.outcome as Line["outcome"],
  number,
  label: null,
  at: "",
  milliseconds: 0,
  is_masked: false,
  error: null,
  attempt: 1,
});
