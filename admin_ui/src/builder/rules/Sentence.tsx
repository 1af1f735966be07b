import { useTranslation } from "react-i18next";
import { FormulaText } from "@/formula/FormulaText";
import type { RuleDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { fieldsOf } from "./kinds";
import css from "./rules.module.css";

/** A rule as one sentence, its formula below. */
export function Sentence({ rule, table }: { rule: RuleDocument; table: TableDocument }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const labels = fieldsOf(rule).map((key) => {
    const field = table.fields?.find((each) => each.key === key);
    return field ? labelText(field.label, language) : key;
  });
  const fields = labels.join(t("rules.comma"));
  const message = "message" in rule ? labelText(rule.message, language) : "";
  const name = labelText(rule.label, language);
  const said =
    rule.kind === "validate"
      ? message || t("rules.sentences.validate")
      : t(`rules.sentences.${rule.kind}`, { fields });
  return (
    <>
      <span className={css.sentence}>
        {name || said}
        {rule.on && rule.on.length === 1 && (
          <span className={css.quiet}>{t(`rules.on.${rule.on[0]}`)}</span>
        )}
      </span>
      {name && <span className={css.quiet}>{said}</span>}
      {rule.kind === "unique" && message && <span className={css.quiet}>{message}</span>}
      <Line word={t("rules.refuseWhen")} text={"refuse_when" in rule ? rule.refuse_when : ""} />
      <Line word={t("rules.set")} text={"set" in rule ? rule.set : ""} />
      <Line word={t("rules.when")} text={rule.when} />
    </>
  );
}

function Line({ word, text }: { word: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <span className={css.line}>
      <span className={css.quiet}>{word}</span>
      <FormulaText text={text} />
    </span>
  );
}
