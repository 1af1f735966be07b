import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { FormulaInput } from "@/formula/FormulaInput";
import { type Label, labelText } from "@/text/t";
import { TextBox } from "@/ui/TextBox";
import { relabelled } from "../form/labels";
import { useAround } from "./around";
import type { ControlProps } from "./controls";
import { InsertField } from "./InsertField";
import css from "./properties.module.css";

/** What only the plan can judge: values of steps are known to the whole automation. */
const OF_STEPS = /\bSTEP\b/;

export function FormulaControl({ id, label, control, value, part, onChange }: ControlProps) {
  const { model, table, names } = useAround();
  const text = typeof value === "string" ? value : "";
  const named = control.kind === "formula" && control.of ? part[control.of] : table;
  const reads = OF_STEPS.test(text) ? "" : String(named ?? "");
  return (
    <FormulaInput
      id={id}
      app={model.key}
      table={reads}
      use={control.kind === "formula" ? (control.use ?? "set") : "set"}
      label={label}
      drafted={names}
      value={text}
      onChange={onChange}
    />
  );
}

export function WordsControl({ id, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const label = (value ?? null) as Label;
  const english = typeof label === "object" ? (label?.en ?? "") : "";
  const put = (language: "zh" | "en", text: string) =>
    onChange(relabelled(label, language, text) || null);
  return (
    <>
      <Input
        id={id}
        value={label ? labelText(label, "zh") : ""}
        onChange={(event) => put("zh", event.target.value)}
      />
      {label && (
        <Input
          className={css.second}
          aria-label={t("properties.inEnglish")}
          placeholder={t("properties.inEnglish")}
          value={english}
          onChange={(event) => put("en", event.target.value)}
        />
      )}
    </>
  );
}

/** A text with formulas in it; a field is put in from a menu. */
export function TextControl({ id, control, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const label = (value ?? null) as Label;
  const text = label ? labelText(label, "zh") : "";
  const english = typeof label === "object" ? (label?.en ?? "") : "";
  const put = (language: "zh" | "en", next: string) =>
    onChange(relabelled(label, language, next) || null);
  const rows = control.kind === "text" && control.isShort ? 1 : 3;
  return (
    <>
      <TextBox
        id={id}
        minRows={rows}
        value={text}
        onChange={(event) => put("zh", event.target.value)}
      />
      <InsertField onInsert={(name) => put("zh", `${text}{{ ${name} }}`)} />
      {text && (
        <TextBox
          aria-label={t("properties.inEnglish")}
          placeholder={t("properties.inEnglish")}
          minRows={1}
          value={english}
          onChange={(event) => put("en", event.target.value)}
        />
      )}
    </>
  );
}
