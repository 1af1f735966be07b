import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { showRecord } from "@/records/detail/showRecord";
import { exactTime, sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { RowItem } from "@/ui/Rows";
import { Answers } from "./Answers";
import { TodoIcon } from "./TodoIcon";
import type { Todo } from "./todos";
import css from "./todos.module.css";

/** One to-do at a desk: what is asked, its answers where the pointer or the focus is, its time. */
export function TodoRow({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const open = useOpening(todo);
  return (
    <RowItem
      icon={<TodoIcon todo={todo} />}
      title={<span>{todo.title}</span>}
      kind={t(`todos.one.${todo.kind}`)}
      note={<Note todo={todo} />}
      hovered={<Answers todo={todo} size="small" />}
      actions={
        <span className={css.time}>
          <When todo={todo} />
        </span>
      }
      onClick={open ?? undefined}
    />
  );
}

/** What a click on the to-do shows: the approval, or the record beside the page. */
export function useOpening(todo: Todo): (() => void) | null {
  const navigate = useNavigate();
  if (todo.kind === "approval" && todo.subject)
    return () => void navigate(`/approvals/${todo.subject}`);
  const { record } = todo;
  return record && (() => void showRecord(record.app, record.table, record.id));
}

/** What is said below the title: whose it was, what it is about, how it ended. */
export function Note({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const parts = [
    todo.in_place_of && t("todos.inPlaceOf", { name: todo.in_place_of.name }),
    todo.text,
    todo.state !== "open" && endOf(todo, t),
  ].filter(Boolean);
  return <>{parts.join(t("todos.comma"))}</>;
}

type Say = ReturnType<typeof useTranslation>["t"];

function endOf(todo: Todo, t: Say): string {
  if (todo.state !== "done") return t(`todos.ended.${todo.state}`);
  const said = todo.answer ? t(`todos.did.${todo.answer}`, { defaultValue: todo.answer }) : "";
  const end = t("todos.ended.done", { name: todo.ended_by?.name ?? "", answer: said });
  return todo.comment ? t("todos.withComment", { end, comment: todo.comment }) : end;
}

/** Until when, or since when it is over. */
export function When({ todo, place }: { todo: Todo; place?: "row" | "tag" }) {
  if (todo.state === "open")
    return todo.due_at ? <Countdown due={todo.due_at} from={todo.at} place={place} /> : null;
  const at = todo.ended_at ?? todo.at;
  return (
    <time className={css.quiet} dateTime={at} title={exactTime(at)}>
      {sayTime(at)}
    </time>
  );
}
