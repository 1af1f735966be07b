import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { grouped, rounded } from "@/fields/shared/numbers";
import type { AppModel, Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import css from "./backtest.module.css";
import { Examples } from "./Examples";
import { Figures, Finding } from "./Finding";
import { FromTo } from "./FromTo";
import type { Differences, FieldFinding } from "./report";

const PARTS = ["up", "down", "filled", "blanked", "other", "same"] as const;

/** How the values of a field would differ, now and after each event of the time. */
export function FieldPart({ model, found }: { model: AppModel; found: FieldFinding }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const table = found.table.split(".").at(-1) ?? "";
  const field = model.tables.get(table)?.fields.get(found.field);
  const say = (value: unknown): string => textOf(value, found.type, field, language);
  return (
    <Finding kind={t("automations.backtest.field")} name={found.label} change={found.change}>
      {isSame(found.now) && isSame(found.then) ? (
        <p className={css.quiet}>{t("automations.backtest.said.same")}</p>
      ) : (
        <>
          <Spread title={t("automations.backtest.valuesNow")} found={found.now} />
          <Spread title={t("automations.backtest.valuesThen")} found={found.then} />
        </>
      )}
      <FromTo
        title={t("automations.backtest.valuesMoved")}
        moves={(found.moves ?? []).map(({ from, to, count }) => ({
          from: <b>{say(from) || t("automations.backtest.blank")}</b>,
          to: <b>{say(to) || t("automations.backtest.blank")}</b>,
          count,
        }))}
      />
      <Examples app={model.key} table={table} examples={found.examples}>
        {({ from, to }) => (
          <p className={css.fromTo}>
            <span>{say(from) || t("automations.backtest.blank")}</span>
            <ArrowRight
              size={14}
              strokeWidth={1.75}
              aria-label={t("automations.backtest.becomes")}
            />
            <b>{say(to) || t("automations.backtest.blank")}</b>
          </p>
        )}
      </Examples>
    </Finding>
  );
}

/** Of so many records, how many rise, fall, stay: as one bar with its parts named below. */
function Spread({ title, found }: { title: string; found: Differences }) {
  const { t } = useTranslation();
  const parts = PARTS.filter((part) => found[part] > 0);
  const means: [string, string][] =
    found.mean_at_present === null || found.mean_of_draft === null
      ? []
      : [
          [t("automations.backtest.meanPresent"), mean(found.mean_at_present)],
          [t("automations.backtest.meanDraft"), mean(found.mean_of_draft)],
        ];
  return (
    <div className={css.spread}>
      <h3>{title}</h3>
      <div className={css.stack} aria-hidden="true">
        {parts.map((part) => (
          <i
            key={part}
            data-part={part}
            style={{ width: `${(found[part] / Math.max(1, found.records)) * 100}%` }}
          />
        ))}
      </div>
      <ul className={css.legend}>
        {parts.map((part) => (
          <li key={part} data-part={part}>
            {t(`automations.backtest.spread.${part}`)}
            <b>{grouped(found[part])}</b>
          </li>
        ))}
      </ul>
      {means.length > 0 && <Figures figures={means} />}
    </div>
  );
}

const isSame = ({ records, same }: Differences): boolean => records === same;
const mean = (value: number): string => grouped(rounded(String(value), 2));

/** A value as its field writes it; what the app does not know is written as it is. */
function textOf(
  value: unknown,
  type: string,
  field: Field | undefined,
  language: "zh" | "en",
): string {
  if (value === null || value === undefined) return "";
  if (field) return fieldType(field.type).toText(value, field, { language });
  return fieldType(type).type === type && typeof value === "object"
    ? JSON.stringify(value)
    : String(value);
}
