import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/errors";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { type Language, labelText } from "@/text/t";
import css from "./Form.module.css";

interface Props {
  /** Of the form: two forms may stand over each other. */
  form: string;
  field: Field;
  span: number;
  help?: string;
  value: unknown;
  isRequired: boolean;
  isEditable: boolean;
  isFirst?: boolean;
  problems: Problem[];
  warnings: Problem[];
  expanded: Expanded;
  language: Language;
  onChange(field: string, value: unknown): void;
  onLeave(field: string): void;
}

export const inputId = (form: string, field: string): string => `${form}-${field}`;

/** One field of a form: its name, where it is typed, what helps and what is wrong. */
export const FormField = memo(function FormField(props: Props) {
  const { t } = useTranslation();
  const { field, problems, warnings, isRequired, isEditable, language } = props;
  const { Input } = fieldType(field.type);
  const id = inputId(props.form, field.key);
  const help = props.help || labelText((field.document as { help?: string | null }).help, language);
  const isTyped = Input !== null && isEditable;
  return (
    <div
      className={css.field}
      style={{ gridColumn: `span ${props.span}` }}
      data-type={field.type}
      data-wrong={problems.length > 0 || undefined}
    >
      <label className={css.label} htmlFor={isTyped ? id : undefined}>
        {field.label}
        {isRequired && isTyped && (
          <>
            <span className={css.star} aria-hidden="true">
              *
            </span>
            <span className="visually-hidden">{t("record.form.required")}</span>
          </>
        )}
      </label>
      {isTyped ? (
        <Input
          id={id}
          field={field}
          value={props.value}
          onChange={(value) => props.onChange(field.key, value)}
          onBlur={() => props.onLeave(field.key)}
          place="form"
          language={language}
          expanded={props.expanded}
          autoFocus={props.isFirst}
          status={problems.length ? "error" : warnings.length ? "warning" : undefined}
        />
      ) : (
        <Shown {...props} />
      )}
      {problems.map((problem) => (
        <p key={problem.message} className={css.problem}>
          {problem.message}
        </p>
      ))}
      {problems.length === 0 &&
        warnings.map((warning) => (
          <p key={warning.message} className={css.warning}>
            {warning.message}
          </p>
        ))}
      {help && <p className={css.help}>{help}</p>}
    </div>
  );
});

/** A value that is not typed here: computed, or not to be changed. */
function Shown({ field, value, expanded, language }: Props) {
  const { t } = useTranslation();
  const { Cell } = fieldType(field.type);
  return (
    <div className={css.shown} aria-live="polite">
      {value == null ? (
        <span className={css.help}>{t("record.form.computed")}</span>
      ) : (
        <Cell field={field} value={value} place="page" language={language} expanded={expanded} />
      )}
    </div>
  );
}
