import { Button, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, type Problem } from "@/api/errors";
import type { AskedField, Move, RecordRow, Values } from "@/api/types";
import { Choices, type Chosen } from "@/fields/shared/Choices";
import type { Field, Table } from "@/metadata/types";
import { TextBox } from "@/ui/TextBox";
import css from "./MoveDialog.module.css";
import { MoveField, Star } from "./MoveField";
import { sendMove } from "./makeMove";
import { type Trial, useTrial } from "./useTrial";

interface Props {
  table: Table;
  record: RecordRow;
  move: Move;
  done(moved: RecordRow | null): void;
}

/** The form that a move of the state machine asks for: what it asks for with what is typed, the
 * server says while it is typed. */
export default function MoveDialog({ table, record, move, done }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const [typed, setTyped] = useState<Values>({});
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<Chosen>({});
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isSending, setSending] = useState(false);
  // What is asked for later takes nobody's cursor away.
  const [first] = useState(() => move.form.find(({ is_asked }) => is_asked)?.field);
  const trial = useTrial(table, record, move, typed);
  const problems = problemsNow(refused, trial, typed, reason);
  const values = { ...defaultsOf(trial.form, record), ...typed };
  const fields = trial.form.flatMap((asked) => {
    const field = table.fields.get(asked.field);
    // A refusal may come before the trial of what was typed last.
    const isMissed = refused?.problems.some((problem) => problem.field === asked.field);
    const isShown = asked.is_asked || isMissed;
    return field && isShown ? [{ field: narrowed(field, asked), isRequired: asked.required }] : [];
  });
  const send = async () => {
    setSending(true);
    const form = Object.fromEntries(fields.map(({ field }) => [field.key, values[field.key]]));
    try {
      done(await sendMove(table, record, move, form, reason.trim() || null, chosen));
    } catch (error) {
      setRefused({ problems: problemsOf(error), typed });
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
        <Choices
          choices={move.approval?.choose ?? []}
          chosen={chosen}
          onChange={setChosen}
          say={(node) => t("commands.move.choose", { node })}
        />
        {general.map((problem) => (
          <p key={problem.message} className={css.general} role="alert">
            {problem.message}
          </p>
        ))}
        {fields.map(({ field, isRequired }) => (
          <MoveField
            key={field.key}
            id={`${name}-${field.key}`}
            field={field}
            isRequired={isRequired}
            isFirst={field.key === first}
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

/** What the form holds before somebody types: the record's values, defaults where it has none. */
const defaultsOf = (form: readonly AskedField[], record: RecordRow): Values =>
  Object.fromEntries(
    form.map((asked) => [asked.field, record.values[asked.field] ?? asked.default ?? undefined]),
  );

/** What the server refused, and what was typed then. */
interface Refused {
  problems: Problem[];
  typed: Values;
}

/** What is wrong, once somebody was refused; it goes away as it is mended. */
function problemsNow(
  refused: Refused | null,
  trial: Trial,
  typed: Values,
  reason: string,
): Problem[] {
  if (!refused) return [];
  const ofForm = refused.problems.filter(({ code }) => code !== "reason_needed");
  const ofReason = refused.problems.filter(({ code }) => code === "reason_needed");
  const isLater = typed !== refused.typed && trial.problems !== null;
  return [...(isLater ? (trial.problems ?? []) : ofForm), ...(reason.trim() ? [] : ofReason)];
}

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
