import { Button } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { TextBox } from "@/ui/TextBox";
import { readValues } from "./readValues";
import { type Run, sendToRun } from "./runs";
import css from "./runs.module.css";
import { variablesOf } from "./visits";

/** A run that broke: why, and how it goes on: the step again, past it, with other values. */
export function Repair({ run }: { run: Run }) {
  const { t } = useTranslation();
  const name = useId();
  const [isEdited, edit] = useState(false);
  const [typed, setTyped] = useState(() => JSON.stringify(variablesOf(run.lines), null, 2));
  const [trouble, setTrouble] = useState("");
  const [sending, setSending] = useState<string | null>(null);
  const resume = async (step: "retry" | "skip") => {
    const values = isEdited ? readValues(typed) : undefined;
    if (values === null) {
      setTrouble(t("runs.unreadable"));
      return;
    }
    setSending(step);
    setTrouble("");
    try {
      await sendToRun(run.id, "resume", { step, ...(values ? { values } : {}) });
      notify({ text: t("runs.resumed") });
    } catch (error) {
      setTrouble(refusalOf(error));
    } finally {
      setSending(null);
    }
  };
  return (
    <section className={css.repair} aria-label={t("runs.broken")}>
      <h2>{t("runs.broken")}</h2>
      <p>{run.error?.message}</p>
      {run.error?.problems?.map((problem) => (
        <p key={problem.message} className={css.note}>
          {problem.message}
        </p>
      ))}
      {isEdited && (
        <>
          <label htmlFor={name}>{t("runs.values")}</label>
          <TextBox
            id={name}
            className={css.code}
            minRows={4}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </>
      )}
      {trouble && (
        <p className={css.trouble} role="alert">
          {trouble}
        </p>
      )}
      {run.may_mend && (
        <footer>
          <Button
            type="primary"
            loading={sending === "retry"}
            disabled={sending === "skip"}
            onClick={() => void resume("retry")}
          >
            {t("runs.retry")}
          </Button>
          <Button
            loading={sending === "skip"}
            disabled={sending === "retry"}
            onClick={() => void resume("skip")}
          >
            {t("runs.skip")}
          </Button>
          {!isEdited && (
            <Button type="text" onClick={() => edit(true)}>
              {t("runs.editValues")}
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}
