import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import css from "./backtest.module.css";
import { Examples } from "./Examples";
import { Figures, Finding, signed } from "./Finding";
import type { LimitFinding } from "./report";

/** How often records would have stayed too long. */
export function LimitPart({ model, found }: { model: AppModel; found: LimitFinding }) {
  const { t } = useTranslation();
  return (
    <Finding
      kind={t(`automations.backtest.${found.stage === "over" ? "limit" : "warning"}`)}
      name={found.label}
      change={found.change}
    >
      <Figures
        figures={[
          [t("automations.backtest.present"), found.at_present],
          [t("automations.backtest.draft"), found.of_draft],
          [t("automations.backtest.difference"), signed(found.of_draft - found.at_present)],
        ]}
      />
      <Examples app={model.key} table={found.table} examples={found.examples}>
        {(example) => (
          <p className={css.quiet}>
            {t(`automations.backtest.only.${example.what}`, { defaultValue: example.what })}
          </p>
        )}
      </Examples>
    </Finding>
  );
}
