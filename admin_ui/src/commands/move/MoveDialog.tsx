import { Button, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, type Problem } from "@/api/errors";
import type { AskedField, Move, RecordRow, Values } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { TextBox } from "@/ui/TextBox";
import css from "./MoveDialog.module.css";
import { sendMove } from "./makeMove";

interface Props {
  table: Table;
  record: RecordRow;
  move: Move;
  done(moved: RecordRow | null): void;
}

/** The form that a move of the state machine asks for. */
export function MoveDialog({ table, record, move, done }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const [typed, setTyped] = useState<Values>(() => defaultsOf(move, record));
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isSending, setSending] = useState(false);
  const values = { ...record.values, ...typed };
  // What is asked for only with what was typed, the server says when it misses it.
  const fields = move.form.flatMap((asked) => {
    const field = table.fields.get(asked.field);
    const isShown = asked.is_asked || problems.some((problem) => problem.field === asked.field);
    return field && isShown ? [{ field: narrowed(field, asked), isRequired: asked.required }] : [];
  });
  const send = async () => {
    setSending(true);
    const form = Object.fromEntries(fields.map(({ field }) => [field.key, values[field.key]]));
    try {
      done(await sendMove(table, record, move, form, reason.trim() || null));
    } catch (error) {
      setProblems(problemsOf(error));
      setSending(false);
    }
  };
  const ofReason = problems.filter(({ code }) => code === "reason_needed");
  const general = problems.filter(
    (each) => !ofReason.includes(each) && !move.form.some(({ field }) => field === each.field),
  );
  return (
    <Modal
      open
      width={480}
      title={move.label}
      onCancel={() => done(null)}
      footer={
        <>
          <Button onClick={() => done(null)}>{t("ui.cancel")}</Button>
          <Button type="primary" loading={isSending} onClick={() => void send()}>
            {move.label}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        }}
      >
        {move.confirm && <p>{move.confirm}</p>}
        {move.approval && (
          <p className={css.note}>
            {t("commands.move.approval", { approval: move.approval.label })}
          </p>
        )}
        {general.map((problem) => (
          <p key={problem.message} className={css.general} role="alert">
            {problem.message}
          </p>
        ))}
        {fields.map(({ field, isRequired }, index) => (
          <MoveField
            key={field.key}
            id={`${name}-${field.key}`}
            field={field}
            isRequired={isRequired}
            isFirst={index === 0}
            value={values[field.key]}
            problems={problems.filter((problem) => problem.field === field.key)}
            onChange={(value) => setTyped((all) => ({ ...all, [field.key]: value }))}
          />
        ))}
        <div>
          <label htmlFor={`${name}-reason`}>
            {t("commands.move.reason")}
            {move.reason === "required" && <Star />}
          </label>
          <TextBox
            id={`${name}-reason`}
            minRows={2}
            maxLength={1000}
            value={reason}
            status={ofReason.length ? "error" : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
          {ofReason.map((problem) => (
            <p key={problem.message} className={css.problem} role="alert">
              {problem.message}
            </p>
          ))}
        </div>
      </form>
    </Modal>
  );
}

function MoveField({
  id,
  field,
  isRequired,
  isFirst,
  value,
  problems,
  onChange,
}: {
  id: string;
  field: Field;
  isRequired: boolean;
  isFirst: boolean;
  value: unknown;
  problems: Problem[];
  onChange(value: unknown): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Input: FieldInput } = fieldType(field.type);
  if (!FieldInput) return null;
  return (
    <div>
      <label htmlFor={id}>
        {field.label}
        {isRequired && <Star />}
      </label>
      <FieldInput
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        autoFocus={isFirst}
        place="form"
        language={language}
        status={problems.length ? "error" : undefined}
      />
      {problems.map((problem) => (
        <p key={problem.message} className={css.problem} role="alert">
          {problem.code === "form_field_needed" ? t("commands.move.required") : problem.message}
        </p>
      ))}
    </div>
  );
}

/** Behind the name of what must be filled in. */
function Star() {
  const { t } = useTranslation();
  return (
    <>
      <span className={css.star} aria-hidden="true">
        *
      </span>
      <span className="visually-hidden">{t("commands.move.required")}</span>
    </>
  );
}

/** What the form begins with: defaults where the record has nothing. */
const defaultsOf = (move: Move, record: RecordRow): Values =>
  Object.fromEntries(
    move.form
      .filter((asked) => asked.default != null && record.values[asked.field] == null)
      .map((asked) => [asked.field, asked.default]),
  );

/** The field as the move takes it: other files, or smaller ones. */
const narrowed = (field: Field, { accept, max_mb }: AskedField): Field => ({
  ...field,
  document: {
    ...field.document,
    ...(accept.length > 0 ? { accept } : {}),
    ...(max_mb === null ? {} : { max_mb }),
  } as Field["document"],
});

function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof ApiError)) return [{ code: "failed", message: String(error) }];
  return error.problems.length ? error.problems : [{ code: error.code, message: error.message }];
}
