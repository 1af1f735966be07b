import { Button } from "antd";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { ConflictDialog } from "../form/ConflictDialog";
import { useForm } from "../form/useForm";
import css from "./InlineEdit.module.css";

interface Props {
  table: Table;
  record: RecordRow;
  field: Field;
  expanded: Expanded;
  onDone(): void;
}

/** One value changed in place: Enter saves, Esc leaves it as it was. */
export function InlineEdit({ table, record, field, expanded, onDone }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [isTried, setTried] = useState(false);
  const form = useForm({ table, record, onSaved: onDone, keepsDraft: false });
  const { Input } = fieldType(field.type);
  if (!Input) return null;
  const save = () => {
    setTried(true);
    if (form.isDirty) void form.save();
    else onDone();
  };
  const press = (event: KeyboardEvent) => {
    const isLine = field.type !== "long_text" && field.type !== "rich_text";
    if (event.key === "Escape") {
      event.stopPropagation();
      onDone();
    } else if (event.key === "Enter" && (isLine || event.ctrlKey || event.metaKey)) {
      // An open list takes the first Enter to choose.
      const isChoosing = document.activeElement?.getAttribute("aria-expanded") === "true";
      if (!isChoosing) save();
    }
  };
  const problems = isTried ? form.problems : [];
  const trouble = form.trouble?.kind;
  return (
    <div className={css.edit} onKeyDownCapture={press}>
      <Input
        field={field}
        value={form.values[field.key] ?? record.values[field.key]}
        onChange={(value) => form.change(field.key, value)}
        place="form"
        autoFocus
        language={language}
        expanded={expanded}
        status={problems.length ? "error" : undefined}
      />
      <div className={css.actions}>
        <Button size="small" type="primary" loading={form.isSaving} onClick={save}>
          {t("ui.save")}
        </Button>
        <Button size="small" onClick={onDone}>
          {t("ui.cancel")}
        </Button>
      </div>
      {trouble && (
        <p className={css.problem} role="alert">
          {t(`record.trouble.${trouble}`, {
            message: form.trouble && "message" in form.trouble ? form.trouble.message : "",
          })}
        </p>
      )}
      {problems.map((problem) => (
        <p key={problem.message} className={css.problem} role="alert">
          {problem.message}
        </p>
      ))}
      {form.conflict && <ConflictDialog form={form} conflict={form.conflict} expanded={expanded} />}
    </div>
  );
}
