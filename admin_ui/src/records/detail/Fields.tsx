import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { isAsked, WhyChip } from "../why/Why";
import css from "./Fields.module.css";
import { InlineEdit } from "./InlineEdit";
import type { Section } from "./layout";

export interface Shown {
  table: Table;
  record: RecordRow;
  expanded: Expanded;
  /** Fields that may be changed in place. */
  editable: ReadonlySet<string>;
  /** Fields that somebody else has just changed. */
  flashing: ReadonlySet<string>;
}

/** A section of the designed layout with its values. */
export function FieldSection({ section, shown }: { section: Section; shown: Shown }) {
  return (
    <section className={css.section}>
      {section.label && <h2>{section.label}</h2>}
      <dl className={css.fields}>
        {section.places.map(({ field, span }) => (
          <FieldValue key={field.key} field={field} isWide={span > 6} shown={shown} />
        ))}
      </dl>
    </section>
  );
}

function FieldValue({ field, isWide, shown }: { field: Field; isWide: boolean; shown: Shown }) {
  const { t } = useTranslation();
  const [isEdited, edit] = useState(false);
  const { record, table, expanded } = shown;
  const value = record.values[field.key];
  const canEdit = shown.editable.has(field.key) && fieldType(field.type).Input !== null;
  return (
    <div
      className={css.field}
      data-wide={isWide || undefined}
      data-flashing={shown.flashing.has(field.key) || undefined}
    >
      <dt>{field.label}</dt>
      {isEdited ? (
        <dd>
          <InlineEdit
            table={table}
            record={record}
            field={field}
            expanded={expanded}
            onDone={() => edit(false)}
          />
        </dd>
      ) : (
        <dd onDoubleClick={canEdit ? () => edit(true) : undefined}>
          <Value field={field} value={value} expanded={expanded} />
          {isAsked(field) && value != null && (
            <WhyChip table={table} record={record} field={field} />
          )}
          {canEdit && (
            <button
              type="button"
              className={css.pencil}
              aria-label={t("record.editField", { field: field.label })}
              title={t("record.editField", { field: field.label })}
              onClick={() => edit(true)}
            >
              <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
            </button>
          )}
        </dd>
      )}
    </div>
  );
}

function Value({ field, value, expanded }: { field: Field; value: unknown; expanded: Expanded }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Cell } = fieldType(field.type);
  return value == null ? (
    <span className="visually-hidden">{t("record.blank")}</span>
  ) : (
    <Cell field={field} value={value} place="page" language={language} expanded={expanded} />
  );
}

/** The fields of the head in one row: what one looks at first. */
export function Facts({ fields, shown }: { fields: Field[]; shown: Shown }) {
  const { record, table, expanded } = shown;
  const present = fields.filter((field) => record.values[field.key] != null);
  if (present.length === 0) return null;
  return (
    <dl className={css.facts}>
      {present.map((field) => (
        <div key={field.key} data-flashing={shown.flashing.has(field.key) || undefined}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} value={record.values[field.key]} expanded={expanded} />
            {isAsked(field) && <WhyChip table={table} record={record} field={field} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
