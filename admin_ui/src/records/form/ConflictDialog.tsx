import { Button, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import { useLook } from "@/shell/appearance";
import { sayTime } from "@/text/time";
import { Avatar } from "@/ui/Tag";
import css from "./ConflictDialog.module.css";
import { useLastEvent } from "./lastEvent";
import type { Conflict, Form } from "./useForm";

/** Two people changed the same: field by field mine or theirs, then it is saved. */
export function ConflictDialog({
  form,
  conflict,
  expanded,
}: {
  form: Form;
  conflict: Conflict;
  expanded: Expanded;
}) {
  const { t } = useTranslation();
  const [given, give] = useState<readonly string[]>([]);
  const { clashes, theirs } = conflict;
  const last = useLastEvent(form.table, theirs.id, theirs.version);
  const who = last?.user_name ?? t("record.system");
  const choose = (field: string, isTheirs: boolean) =>
    give((all) => (isTheirs ? [...all, field] : all.filter((each) => each !== field)));
  return (
    <Modal
      open
      width={560}
      title={
        <span className={css.title}>
          <Avatar id={last?.user ?? ""} name={who} />
          {t("record.conflict.title", {
            who,
            time: last ? sayTime(last.at) : "",
            count: clashes.length,
          })}
        </span>
      }
      onCancel={form.closeConflict}
      footer={
        <div className={css.actions}>
          <Button type="primary" loading={form.isSaving} onClick={() => void form.settle(given)}>
            {t("record.conflict.save")}
          </Button>
          <Button
            onClick={() => void form.settle(clashes.map((clash) => clash.field))}
            disabled={form.isSaving}
          >
            {t("record.conflict.giveUp")}
          </Button>
        </div>
      }
    >
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("record.conflict.field")}</th>
            <th scope="col">{t("record.conflict.mine")}</th>
            <th scope="col">{t("record.conflict.theirs", { who })}</th>
          </tr>
        </thead>
        <tbody>
          {clashes.map(({ field, mine, theirs: other }) => (
            <ClashRow
              key={field}
              form={form}
              field={field}
              values={[mine, other]}
              expanded={expanded}
              isTheirs={given.includes(field)}
              onChoose={(isTheirs) => choose(field, isTheirs)}
            />
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

function ClashRow({
  form,
  field: key,
  values,
  expanded,
  isTheirs,
  onChoose,
}: {
  form: Form;
  field: string;
  values: readonly [unknown, unknown];
  expanded: Expanded;
  isTheirs: boolean;
  onChoose(isTheirs: boolean): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const field = form.table.fields.get(key);
  if (!field) return null;
  return (
    <tr>
      <th scope="row">{field.label}</th>
      {values.map((value, index) => (
        <td key={index}>
          <Radio
            name={`clash-${key}`}
            checked={isTheirs === (index === 1)}
            onChange={() => onChoose(index === 1)}
          >
            {fieldType(field.type).toText(value, field, { language, expanded }) ||
              t("record.blank")}
          </Radio>
        </td>
      ))}
    </tr>
  );
}
