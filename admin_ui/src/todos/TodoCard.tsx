import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Answers } from "./Answers";
import { RecordFacts } from "./RecordFacts";
import { TodoIcon } from "./TodoIcon";
import { Note, useOpening, When } from "./TodoRow";
import type { Todo } from "./todos";
import css from "./todos.module.css";

/** One to-do on a phone: what is asked, what one needs to know, the answers under the thumb. */
export function TodoCard({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const open = useOpening(todo);
  return (
    <li className={css.card} data-state={todo.state}>
      <button type="button" className={css.cardOpen} onClick={open ?? undefined} disabled={!open}>
        <span className={css.cardHead}>
          <TodoIcon todo={todo} />
          <small>{t(`todos.one.${todo.kind}`)}</small>
          <When todo={todo} place="tag" />
        </span>
        <strong>{todo.title}</strong>
        <span className={css.note}>
          <Note todo={todo} />
        </span>
        {open && <ChevronRight className={css.more} size={18} aria-hidden="true" />}
      </button>
      {todo.state === "open" && todo.kind !== "task" && <RecordFacts todo={todo} />}
      {todo.state === "open" && (
        <div className={css.thumb}>
          <Answers todo={todo} size="large" />
        </div>
      )}
    </li>
  );
}
