import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Color } from "@/api/colors";
import { fieldType } from "@/fields";
import { Tag } from "@/ui/Tag";
import css from "./Columns.module.css";
import { type Certainty, CURRENCY, certainty } from "./columns";
import type { FileColumn, ImportField } from "./server";

export const DRAGGED = "application/x-tangram-field";
const SHOWN_SAMPLES = 3;
const COLORS: Record<Certainty, Color> = {
  sure: "green",
  own: "indigo",
  likely: "yellow",
  none: "grey",
};

interface Props {
  column: FileColumn;
  fields: readonly ImportField[];
  total: number;
  onChange(target: string): void;
}

/** One column of the file; a field can be dropped on it. */
export function ColumnRow({ column, fields, total, onChange }: Props) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const sure = certainty(column);
  const name = column.heading || t("import.nameless", { index: column.index + 1 });
  const suggested = fields.find((field) => field.key === column.suggestion);
  return (
    <tr
      data-none={sure === "none" || undefined}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!column.heading || !event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const key = event.dataTransfer.getData(DRAGGED);
        if (key) onChange(key);
      }}
    >
      <th scope="row">
        {name}
        <small>{t("import.filled", { count: column.filled, total })}</small>
      </th>
      <td className={css.samples}>
        {column.samples.slice(0, SHOWN_SAMPLES).map((sample) => (
          <span key={sample}>{sample}</span>
        ))}
      </td>
      <td className={css.target}>
        <TargetSelect column={column} name={name} fields={fields} onChange={onChange} />
      </td>
      <td className={css.match}>
        <Tag color={COLORS[sure]}>
          {t(`import.how.${column.how ?? "none"}`, {
            percent: Math.round(column.confidence * 100),
          })}
        </Tag>
        {sure === "none" && suggested && (
          <button type="button" className={css.suggest} onClick={() => onChange(suggested.key)}>
            {t("import.suggest", { field: suggested.label })}
          </button>
        )}
      </td>
    </tr>
  );
}

function TargetSelect({
  column,
  name,
  fields,
  onChange,
}: {
  column: FileColumn;
  name: string;
  fields: readonly ImportField[];
  onChange(target: string): void;
}) {
  const { t } = useTranslation();
  const labelOf = (key: string): string => fields.find((field) => field.key === key)?.label ?? key;
  const known = fields.map((field) => {
    const Icon = fieldType(field.type).icon;
    return {
      value: field.key,
      text: `${field.label} ${field.key}`,
      label: (
        <span className={css.option}>
          <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
          {field.label}
        </span>
      ),
    };
  });
  const part = column.target?.endsWith(CURRENCY) ? column.target : null;
  const parts = part
    ? [
        {
          value: part,
          text: part,
          label: t("import.currencyOf", { field: labelOf(part.replace(CURRENCY, "")) }),
        },
      ]
    : [];
  const none = { value: "", text: t("import.skip"), label: t("import.skip") };
  return (
    <Select
      className={css.select}
      aria-label={t("import.targetOf", { column: name })}
      disabled={!column.heading}
      value={column.target ?? ""}
      options={[none, ...parts, ...known]}
      showSearch={{ optionFilterProp: "text" }}
      onChange={(target: string) => onChange(target)}
    />
  );
}
