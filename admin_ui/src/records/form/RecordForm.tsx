import { Button } from "antd";
import { Check } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/errors";
import type { Expanded, RecordRow, Values } from "@/api/types";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { type Section, sectionsOf } from "../detail/layout";
import { ConflictDialog } from "./ConflictDialog";
import css from "./Form.module.css";
import { FormField, inputId } from "./FormField";
import { FormNotes } from "./FormNotes";
import { LeaveGuard } from "./LeaveGuard";
import { type Form, useForm } from "./useForm";

interface Props {
  table: Table;
  record: RecordRow | null;
  expanded?: Expanded;
  initial?: Values;
  onSaved(record: RecordRow, warnings: Problem[]): void;
  onCancel(): void;
  /** Told whether something typed would be lost. */
  onDirty?(isDirty: boolean): void;
  /** Whether leaving the page asks first; a drawer over a page does so itself. */
  guards: boolean;
  head?: ReactNode;
}

/** A record being filled in: what is shown, needed and wrong comes from the server as one types. */
export function RecordForm({ guards, head, ...props }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const form = useForm(props);
  const name = useId();
  const place = useRef<HTMLFormElement>(null);
  const { table, expanded, onCancel, onDirty } = props;
  const { draft, isDirty } = form;
  useEffect(() => onDirty?.(isDirty), [isDirty, onDirty]);
  useSaveKey(place, form.save);
  if (!draft) return form.trouble ? <NoForm form={form} /> : <Loading />;
  const sections = sectionsOf(
    table,
    table.form,
    language,
    (field) => draft.visible.includes(field.key) && field.type !== "children",
  );
  const jump = (field: string) => document.getElementById(inputId(name, field))?.focus();
  return (
    <form
      ref={place}
      className={css.form}
      noValidate
      aria-label={
        form.base
          ? t("record.form.edit", { table: table.label })
          : t("record.form.new", { table: table.label })
      }
      onKeyDown={(event) => {
        // Enter chooses a day or an option; that it also saved the form would surprise.
        if (event.key === "Enter" && event.target instanceof HTMLInputElement)
          event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      {head}
      <div className={css.body}>
        <div className={css.sheet}>
          <FormNotes form={form} now={props.record} jump={jump} />
          {sections.map((section, index) => (
            <FormSection
              key={`${section.label} ${index}`}
              section={section}
              form={form}
              name={name}
              expanded={expanded ?? {}}
              isFirst={index === 0}
            />
          ))}
        </div>
      </div>
      <Foot form={form} onCancel={onCancel} />
      {form.conflict && (
        <ConflictDialog form={form} conflict={form.conflict} expanded={expanded ?? {}} />
      )}
      {guards && <LeaveGuard form={form} />}
    </form>
  );
}

function FormSection({
  section,
  form,
  name,
  expanded,
  isFirst,
}: {
  section: Section;
  form: Form;
  name: string;
  expanded: Expanded;
  isFirst: boolean;
}) {
  const { language } = useLook();
  const of = (field: string, problems: Problem[] = []) =>
    problems.filter((problem) => problem.field === field);
  return (
    <section className={css.section}>
      {section.label && <h2>{section.label}</h2>}
      <div className={css.fields}>
        {section.places.map(({ field, span, help }, index) => (
          <FormField
            key={field.key}
            form={name}
            field={field}
            span={span}
            help={help}
            value={form.values[field.key]}
            isRequired={form.draft?.required.includes(field.key) ?? false}
            isEditable={form.draft?.editable.includes(field.key) ?? false}
            isFirst={isFirst && index === 0}
            problems={of(field.key, form.problems)}
            warnings={of(field.key, form.draft?.warnings)}
            expanded={expanded}
            language={language}
            onChange={form.change}
            onLeave={form.touch}
          />
        ))}
      </div>
    </section>
  );
}

/** How far one is, and the way out. */
function Foot({ form, onCancel }: { form: Form; onCancel(): void }) {
  const { t } = useTranslation();
  const { draft, table, base } = form;
  const needed = draft?.required ?? [];
  const missing = needed.filter((key) => form.values[key] == null).length;
  return (
    <footer className={css.foot}>
      <span className={css.status}>
        {missing > 0 ? (
          t("record.form.missing", { count: missing })
        ) : (
          <>
            {needed.length > 0 && <Check size={14} strokeWidth={2.25} aria-hidden="true" />}{" "}
            {needed.length > 0 && t("record.form.complete", { count: needed.length })}
          </>
        )}
        {form.isKept && <> {t("record.form.kept")}</>}
      </span>
      <Button onClick={onCancel}>{t("ui.cancel")}</Button>
      <Button type="primary" htmlType="submit" loading={form.isSaving} title="Ctrl+Enter">
        {base ? t("record.form.save") : t("record.form.saveNew", { table: table.label })}
      </Button>
    </footer>
  );
}

function NoForm({ form }: { form: Form }) {
  const { t } = useTranslation();
  return (
    <ErrorBox
      error={t(`record.trouble.${form.trouble?.kind ?? "failed"}`)}
      retry={() => location.reload()}
    />
  );
}

/** Ctrl or ⌘ with Enter saves, wherever the cursor is in the form. */
function useSaveKey(place: React.RefObject<HTMLFormElement | null>, save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      const isHere = place.current?.contains(document.activeElement);
      if (!isHere && document.activeElement !== document.body) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [place]);
}
