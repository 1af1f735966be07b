import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { showOver } from "@/ui/Over";
import { AnswerDialog } from "./AnswerDialog";
import { type Answer, asksFirst, inOrder, sendAnswer, type Todo } from "./todos";

/** The answers to a to-do as buttons, the main one last. */
export function Answers({ todo, size }: { todo: Todo; size?: "small" | "large" }) {
  const { t } = useTranslation();
  const [sending, setSending] = useState<string | null>(null);
  if (todo.state !== "open") return null;
  const [main] = todo.answers;
  const give = async (answer: Answer) => {
    if (asksFirst(answer, answer === main)) {
      await showOver<null>((done) => (
        <AnswerDialog todo={todo} answer={answer} done={() => done(null)} />
      ));
      return;
    }
    setSending(answer.answer);
    try {
      await sendAnswer(todo, answer.answer, "");
      notify({ text: t(`todos.answered.${answer.answer}`) });
    } catch (error) {
      notify({ text: refusalOf(error), kind: "failed" });
    } finally {
      setSending(null);
    }
  };
  return inOrder(todo.answers).map((answer) => (
    <Button
      key={answer.answer}
      size={size}
      type={answer === main ? "primary" : "default"}
      loading={sending === answer.answer}
      disabled={sending !== null && sending !== answer.answer}
      aria-label={`${t(`todos.answer.${answer.answer}`)} ${todo.title}`}
      onClick={() => void give(answer)}
    >
      {t(`todos.answer.${answer.answer}`)}
    </Button>
  ));
}
