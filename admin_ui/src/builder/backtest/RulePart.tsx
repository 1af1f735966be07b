import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import css from "./backtest.module.css";
import { Examples } from "./Examples";
import { Figures, Finding } from "./Finding";
import type { RuleFinding } from "./report";

/** Past writes that a rule, or what a move asks for, would have refused. */
export function RulePart({ model, found }: { model: AppModel; found: RuleFinding }) {
  const { t } = useTranslation();
  const fields = model.tables.get(found.table.split(".").at(-1) ?? "")?.fields;
  const messageOf = ({ field, message }: RuleFinding["examples"][number]): string => {
    const label = field && found.kind !== "transition" ? fields?.get(field)?.label : null;
    return label ? `${label}${t("automations.backtest.colon")}${message}` : message;
  };
  return (
    <Finding
      kind={t(`automations.backtest.ruleKind.${found.kind}`, { defaultValue: found.kind })}
      name={found.label}
      change={found.change}
    >
      <Figures
        figures={[
          [t("automations.backtest.lookedAt"), found.looked_at],
          [t("automations.backtest.refusedPresent"), found.refused_at_present],
          [t("automations.backtest.refusedDraft"), found.refused],
        ]}
      />
      <Examples app={model.key} table={found.table} examples={found.examples}>
        {(example) => (
          <>
            <p className={css.wrong}>{messageOf(example)}</p>
            <p className={css.quiet}>
              {t("automations.backtest.didBy", {
                name: example.by?.name ?? t("automations.backtest.nobody"),
                what: t(`automations.backtest.did.${example.what}`, {
                  defaultValue: example.what,
                }),
              })}
            </p>
          </>
        )}
      </Examples>
    </Finding>
  );
}
