import { Button, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { TextBox } from "@/ui/TextBox";
import { type Answer, sendAnswer, type Todo } from "./todos";
import css from "./todos.module.css";

/** The words that go with an answer. What was typed stays when it is refused. */
export function AnswerDialog({ todo, answer, done }: { todo: Todo; answer: Answer; done(): void }) {
  const { t } = useTranslation();
  const name = useId();
  const [comment, setComment] = useState("");
  const [trouble, setTrouble] = useState("");
  const [isSending, setSending] = useState(false);
  const isMissing = answer.comment === "needed" && comment.trim() === "";
  const send = async () => {
    if (isMissing) {
      setTrouble(t("todos.reasonNeeded"));
      return;
    }
    setSending(true);
    try {
      await sendAnswer(todo, answer.answer, comment);
      notify({ text: t(`todos.answered.${answer.answer}`) });
      done();
    } catch (error) {
      setTrouble(refusalOf(error));
      setSending(false);
    }
  };
  return (
    <Modal
      open
      width={480}
      title={todo.title}
      onCancel={done}
      footer={
        <>
          <Button onClick={done}>{t("ui.cancel")}</Button>
          <Button type="primary" loading={isSending} onClick={() => void send()}>
            {t(`todos.answer.${answer.answer}`)}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <label htmlFor={name}>
          {t(answer.comment === "needed" ? "todos.reason" : "todos.reasonOptional")}
        </label>
        <TextBox
          id={name}
          autoFocus
          maxLength={2_000}
          value={comment}
          status={trouble ? "error" : undefined}
          aria-describedby={trouble ? `${name}-trouble` : undefined}
          onChange={(event) => {
            setComment(event.target.value);
            setTrouble("");
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
        {trouble && (
          <p id={`${name}-trouble`} className={css.trouble} role="alert">
            {trouble}
          </p>
        )}
      </div>
    </Modal>
  );
}
