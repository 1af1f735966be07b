import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/errors";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import css from "./MoveDialog.module.css";

/** One field of the form of a move. */
export function MoveField({
  id,
  field,
  isRequired,
  isFirst,
  value,
  problems,
  onChange,
}: {
  id: string;
  field: Field;
  isRequired: boolean;
  isFirst: boolean;
  value: unknown;
  problems: Problem[];
  onChange(value: unknown): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Input: FieldInput } = fieldType(field.type);
  if (!FieldInput) return null;
  return (
    <div>
      <label htmlFor={id}>
        {field.label}
        {isRequired && <Star />}
      </label>
      <FieldInput
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        autoFocus={isFirst}
        place="form"
        language={language}
        status={problems.length ? "error" : undefined}
      />
      {problems.map((problem) => (
        <p key={problem.message} className={css.problem} role="alert">
          {problem.code === "form_field_needed" ? t("commands.move.required") : problem.message}
        </p>
      ))}
    </div>
  );
}

/** Behind the name of what must be filled in. */
export function Star() {
  const { t } = useTranslation();
  return (
    <>
      <span className={css.star} aria-hidden="true">
        *
      </span>
      <span className="visually-hidden">{t("commands.move.required")}</span>
    </>
  );
}
