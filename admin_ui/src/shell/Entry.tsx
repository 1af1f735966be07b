import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepCsrf } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/queries";
import type { Me } from "@/api/types";
import { useLook } from "./appearance";
import css from "./Entry.module.css";

export interface EntryField {
  name: string;
  label: string;
  kind?: "text" | "new-password" | "current-password" | "code";
  hint?: string;
}

interface Props {
  title: string;
  intro?: ReactNode;
  button: string;
  fields: readonly EntryField[];
  /** Sends what was typed; the answer says who is signed in now. */
  send(values: Record<string, string>): Promise<{ csrf: string; me: Me }>;
  onDone(): void;
}

/** A sheet in the middle of an empty page: signing in, the first administrator, an invitation. */
export function Entry({ title, intro, button, fields, send, onDone }: Props) {
  const { language, setLanguage } = useLook();
  return (
    <main className={css.page}>
      <section className={css.sheet}>
        <img src="/logo.svg" alt="" width={40} height={40} />
        <h1>{title}</h1>
        {intro && <p className={css.intro}>{intro}</p>}
        <EntryForm button={button} fields={fields} send={send} onDone={onDone} />
      </section>
      <button
        type="button"
        className={css.language}
        onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
      >
        {language === "zh" ? "English" : "简体中文"}
      </button>
    </main>
  );
}

export function EntryForm({
  button,
  fields,
  send,
  onDone,
}: Pick<Props, "button" | "fields" | "send" | "onDone">) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const { csrf, me } = await send(values);
      keepCsrf(csrf);
      queryClient.setQueryData(keys.me, { ...me, csrf });
      useLook.getState().setLanguage(me.language);
      onDone();
    } catch (error) {
      setRefusal(error instanceof ApiError ? error : new ApiError(0, "failed", String(error)));
    } finally {
      setBusy(false);
    }
  }

  const isFull = fields.every((field) => values[field.name]?.trim());
  return (
    <form className={css.form} onSubmit={submit}>
      {fields.map((field, index) => (
        <EntryInput
          key={field.name}
          field={field}
          isFirst={index === 0}
          value={values[field.name] ?? ""}
          refusal={
            refusal?.problems.find(
              (each) => each.pointer?.endsWith(`/${field.name}`) || each.field === field.name,
            )?.message
          }
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      <p className={css.refusal} role="alert">
        {refusal && (refusal.isOffline ? t("ui.offline") : refusal.message)}
      </p>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={isBusy}
        disabled={!isFull}
      >
        {button}
      </Button>
    </form>
  );
}

const COMPLETED = {
  text: "on",
  code: "one-time-code",
  "new-password": "new-password",
  "current-password": "current-password",
} as const;

function EntryInput({
  field,
  value,
  refusal,
  isFirst,
  onChange,
}: {
  field: EntryField;
  value: string;
  refusal?: string;
  isFirst: boolean;
  onChange(value: string): void;
}) {
  const kind = field.kind ?? "text";
  const Control = kind.endsWith("password") ? Input.Password : Input;
  const note = refusal ?? field.hint;
  return (
    <div className={css.field}>
      <label htmlFor={field.name}>{field.label}</label>
      <Control
        id={field.name}
        size="large"
        autoFocus={isFirst}
        autoComplete={field.name === "login" ? "username" : COMPLETED[kind]}
        status={refusal ? "error" : undefined}
        aria-describedby={note ? `${field.name}-note` : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {note && (
        <p id={`${field.name}-note`} className={refusal ? css.wrong : css.hint}>
          {note}
        </p>
      )}
    </div>
  );
}
