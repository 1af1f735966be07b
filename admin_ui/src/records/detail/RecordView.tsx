import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLive } from "@/api/live";
import { useRecord } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { AppModel, Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import type { Language } from "@/text/t";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Timeline } from "../history/Timeline";
import { expandable, type Section, sectionsOf } from "./layout";
import css from "./RecordView.module.css";

/** One record: what it is, its fields in the designed layout, and what happened to it. */
export function RecordView({ model, table, id }: { model: AppModel; table: Table; id: string }) {
  const { language } = useLook();
  useLive(`record:${table.app}.${table.key}:${id}`, `app:${table.app}`);
  const record = useRecord(table.app, table.key, id, { expand: expandable(table) || undefined });
  if (record.error) return <ErrorBox error={record.error} retry={() => void record.refetch()} />;
  if (!record.data) return <Loading />;
  const sections = sectionsOf(
    table,
    table.detail,
    language,
    (field) => field.key in record.data.values && field.type !== "children",
  );
  const title = table.title ? String(record.data.values[table.title.key] ?? "") : "";
  return (
    <article className={css.page}>
      <header className={css.head}>
        <Link to={`/a/${model.key}/${table.key}`}>{table.label}</Link>
        <span className={css.slash}>/</span>
        <h1>{title || id}</h1>
      </header>
      <div className={css.columns}>
        <div className={css.body}>
          {sections.map((section, index) => (
            <SectionView
              key={`${section.label} ${index}`}
              section={section}
              record={record.data}
              expanded={record.data.expanded ?? {}}
              language={language}
            />
          ))}
        </div>
        <Timeline table={table} id={id} />
      </div>
    </article>
  );
}

function SectionView({
  section,
  record,
  expanded,
  language,
}: {
  section: Section;
  record: RecordRow;
  expanded: Expanded;
  language: Language;
}) {
  return (
    <section className={css.section}>
      {section.label && <h2>{section.label}</h2>}
      <dl className={css.fields}>
        {section.places.map(({ field, span }) => (
          <FieldValue
            key={field.key}
            field={field}
            span={span}
            value={record.values[field.key]}
            expanded={expanded}
            language={language}
          />
        ))}
      </dl>
    </section>
  );
}

function FieldValue({
  field,
  span,
  value,
  expanded,
  language,
}: {
  field: Field;
  span: number;
  value: unknown;
  expanded: Expanded;
  language: Language;
}) {
  const { t } = useTranslation();
  const { Cell } = fieldType(field.type);
  return (
    <div className={css.field} data-wide={span > 6 || undefined}>
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
