import { Button, Modal, Progress, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { notify } from "@/ui/Notices";
import { type Bulk, idsOf, writeSlices } from "./bulk";
import css from "./EditMany.module.css";
import { wordsOf } from "./removeMany";

interface Props {
  table: Table;
  fields: Field[];
  bulk: Bulk;
  onDone(): void;
}

interface Refused {
  id: string;
  message: string;
}

/** One field gets one value in many records. */
export function EditMany({ table, fields, bulk, onDone }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const name = useId();
  const [field, setField] = useState<Field | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [refused, setRefused] = useState<Refused[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    if (!field) return;
    setProgress(0);
    setProblem(null);
    try {
      const ids = await idsOf(table, bulk);
      const written = await writeSlices(
        table,
        ids,
        (slice) => ({
          update: slice.map((id) => ({ id, values: { [field.key]: value ?? null } })),
        }),
        (done) => setProgress(Math.round((done / ids.length) * 100)),
      );
      setProgress(null);
      notify({ text: t("list.bulk.changed", { count: written.done.length, field: field.label }) });
      if (written.refused.length === 0) onDone();
      else setRefused(written.refused);
    } catch (error) {
      setProgress(null);
      setProblem(wordsOf(error));
    }
  };
  const Input = field && fieldType(field.type).Input;
  return (
    <Modal
      open
      width={480}
      title={t("list.bulk.editTitle", { count: bulk.count, table: table.label })}
      onCancel={() => progress === null && onDone()}
      footer={
        refused.length > 0 ? (
          <Button onClick={onDone}>{t("ui.close")}</Button>
        ) : (
          <>
            <Button onClick={onDone} disabled={progress !== null}>
              {t("ui.cancel")}
            </Button>
            <Button
              type="primary"
              disabled={!field}
              loading={progress !== null}
              onClick={() => void save()}
            >
              {t("list.bulk.editDone", { count: bulk.count })}
            </Button>
          </>
        )
      }
    >
      {refused.length > 0 ? (
        <Refusals refused={refused} />
      ) : (
        <div className={css.form}>
          <label htmlFor={`${name}-field`}>{t("list.filter.field")}</label>
          <Select
            id={`${name}-field`}
            autoFocus
            placeholder={t("list.filter.chooseField")}
            showSearch={{ optionFilterProp: "label" }}
            value={field?.key}
            onChange={(key: string) => {
              setField(table.fields.get(key) ?? null);
              setValue(null);
            }}
            options={fields.map(({ key, label }) => ({ value: key, label }))}
          />
          {field && Input && (
            <>
              <label htmlFor={`${name}-value`}>{t("list.bulk.value")}</label>
              <Input
                key={field.key}
                id={`${name}-value`}
                field={field}
                value={value}
                onChange={setValue}
                place="form"
                language={language}
              />
            </>
          )}
          {progress !== null && <Progress percent={progress} size="small" />}
          {problem && (
            <p className={css.problem} role="alert">
              {problem}
            </p>
          )}
        </div>
      )}
    </Modal>
  );
}

const MOST_SHOWN = 200;

function Refusals({ refused }: { refused: Refused[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={css.lead}>{t("list.bulk.refused", { count: refused.length })}</p>
      <ul className={css.refused}>
        {refused.slice(0, MOST_SHOWN).map(({ id, message }) => (
          <li key={id}>
            <code>{id}</code> {message}
          </li>
        ))}
      </ul>
    </>
  );
}
