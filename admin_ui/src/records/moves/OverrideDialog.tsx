import { Button, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { put } from "@/api/client";
import { ApiError } from "@/api/errors";
import { queryClient, recordPath } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import { notify } from "@/ui/Notices";
import { TextBox } from "@/ui/TextBox";
import css from "./Override.module.css";

/** Any state of the record's machine, with a reason that is written down. */
export default function OverrideDialog({
  table,
  record,
  field,
  done,
}: {
  table: Table;
  record: RecordRow;
  field: Field;
  done(moved: RecordRow | null): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const others = field.options.filter(({ value }) => value !== record.values[field.key]);
  const [state, setState] = useState(others[0]?.value ?? "");
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      const path = `${recordPath(table.app, table.key, record.id)}/states/${field.key}`;
      const body = { state, reason: reason.trim() };
      const moved = await put<RecordRow>(path, body, { version: record.version });
      const label = others.find(({ value }) => value === state)?.label ?? state;
      notify({ text: t("commands.move.done", { state: label }) });
      done(moved);
    } catch (error) {
      setProblems(saidBy(error));
      setSending(false);
    } finally {
      void queryClient.invalidateQueries({ queryKey: ["records", table.app] });
    }
  };
  return (
    <Modal
      open
      width={480}
      title={t("commands.move.override")}
      onCancel={() => done(null)}
      footer={
        <>
          <Button onClick={() => done(null)}>{t("ui.cancel")}</Button>
          <Button
            danger
            loading={isSending}
            disabled={!state || reason.trim() === ""}
            onClick={() => void send()}
          >
            {t("commands.move.override")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{t("commands.move.overrideText")}</p>
        {problems.map((problem) => (
          <p key={problem} className={css.problem} role="alert">
            {problem}
          </p>
        ))}
        <label htmlFor={`${id}-state`}>{t("commands.move.overrideTo")}</label>
        <Select
          id={`${id}-state`}
          value={state}
          options={others.map(({ value, label }) => ({ value, label }))}
          onChange={setState}
        />
        <label htmlFor={`${id}-reason`}>{t("commands.move.reason")}</label>
        <TextBox
          id={`${id}-reason`}
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  );
}

function saidBy(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [String(error)];
  return error.problems.length ? error.problems.map(({ message }) => message) : [error.message];
}
