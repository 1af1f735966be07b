import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, Values } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { showRecord } from "@/records/detail/showRecord";
import { useLook } from "@/shell/appearance";
import type { Approval } from "./approvals";
import css from "./approvals.module.css";

interface Props {
  approval: Approval;
  table: Table;
  /** What I typed into the fields that this node may edit. */
  typed: Values;
  onChange(field: string, value: unknown): void;
}

/** What was asked for, and the record as this node sees it; fields of the node are typed here. */
export function AskedValues({ approval, table, typed, onChange }: Props) {
  const { t } = useTranslation();
  const fieldsOf = (values: Values) =>
    [...table.fields.values()].filter((field) => !field.isSystem && field.key in values);
  const asked = fieldsOf(approval.form);
  const { mine, fields, values } = approval;
  const isTyped = (field: Field) => mine.task !== null && fields[field.key] === "edit";
  const shown = fieldsOf(values).filter(
    (field) => field.type !== "children" && (values[field.key] != null || isTyped(field)),
  );
  const titles = approval.expanded;
  const open = () => void showRecord(table.app, table.key, approval.record);
  return (
    <>
      {asked.length > 0 && (
        <section className={css.card} aria-label={t("approvals.asks")}>
          <h2>{t("approvals.asks")}</h2>
          <dl className={css.values}>
            {asked.map((field) => (
              <Value
                key={field.key}
                field={field}
                value={approval.form[field.key]}
                expanded={titles}
              />
            ))}
          </dl>
        </section>
      )}
      <section className={css.card} aria-label={table.label}>
        <header>
          <h2>{table.label}</h2>
          <button type="button" className={css.link} onClick={open}>
            {t("approvals.openRecord")}
          </button>
        </header>
        <dl className={css.values}>
          {shown.map((field) =>
            isTyped(field) ? (
              <Typed
                key={field.key}
                field={field}
                value={field.key in typed ? typed[field.key] : values[field.key]}
                expanded={titles}
                onChange={(value) => onChange(field.key, value)}
              />
            ) : (
              <Value key={field.key} field={field} value={values[field.key]} expanded={titles} />
            ),
          )}
        </dl>
      </section>
    </>
  );
}

interface ValueProps {
  field: Field;
  value: unknown;
  expanded?: Expanded;
}

function Value({ field, value, expanded }: ValueProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Cell } = fieldType(field.type);
  return (
    <div>
      <dt>{field.label}</dt>
      <dd>
        {value == null ? (
          <span className="visually-hidden">{t("record.blank")}</span>
        ) : (
          <Cell field={field} value={value} place="page" language={language} expanded={expanded} />
        )}
      </dd>
    </div>
  );
}

function Typed({
  field,
  value,
  expanded,
  onChange,
}: ValueProps & { onChange(value: unknown): void }) {
  const id = useId();
  const { language } = useLook();
  const { Input } = fieldType(field.type);
  if (!Input) return <Value field={field} value={value} expanded={expanded} />;
  return (
    <div>
      <dt>
        <label htmlFor={id}>{field.label}</label>
      </dt>
      <dd>
        <Input
          id={id}
          field={field}
          value={value}
          onChange={onChange}
          place="form"
          language={language}
          expanded={expanded}
        />
      </dd>
    </div>
  );
}
