import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import { type Label, labelText } from "@/text/t";
import { exactTime, sayTime } from "@/text/time";
import css from "./backtest.module.css";
import type { Head } from "./server";

/** Whose draft it was, of when, and which documents it changed. */
export function Tested({ model, head }: { model: AppModel; head: Head }) {
  const { t } = useTranslation();
  return (
    <p className={css.quiet}>
      {testedNames(model, head, t).join(t("automations.comma"))}
      {t("automations.backtest.said.comma")}
      <time dateTime={head.at} title={exactTime(head.at)}>
        {t("automations.backtest.by", { name: head.by.name, time: sayTime(head.at) })}
      </time>
    </p>
  );
}

type Say = ReturnType<typeof useTranslation>["t"];

/** The documents that a backtest changed, as people call them. */
export function testedNames(model: AppModel, head: Head, t: Say): string[] {
  const all = [...head.changes, ...head.deletes];
  return all.map(({ kind, key }) =>
    t("automations.backtest.document", {
      kind: t(`automations.backtest.kinds.${kind}`),
      name: labelText(labelOf(model, kind, key)) || key,
    }),
  );
}

function labelOf(model: AppModel, kind: string, key: string): Label {
  switch (kind) {
    case "table":
      return model.tables.get(key)?.label;
    case "automation":
      return model.automations.get(key)?.label;
    case "approval":
      return model.approvals.get(key)?.label;
    case "connector":
      return model.connectors.get(key)?.label;
    case "view":
      return model.views.get(key)?.label;
    case "option_set":
      return model.optionSets.get(key)?.label;
    case "role":
      return model.roles.find((role) => role.key === key)?.label;
    default:
      return model.label;
  }
}
