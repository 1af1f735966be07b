import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Further, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import { TodoCard } from "./TodoCard";
import { TodoRow } from "./TodoRow";
import { type Kind, useTodos } from "./todos";
import css from "./todos.module.css";

/** My to-dos of a kind, those that wait first to be due. */
export function TodoList({
  state,
  kind,
  most,
}: {
  state: "open" | "done";
  kind: Kind | "all";
  most?: number;
}) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const todos = useTodos(state, kind);
  if (todos.error && !todos.data)
    return <ErrorBox error={todos.error} retry={() => void todos.refetch()} />;
  if (!todos.data) return <Loading rows={4} />;
  const all = todos.data.pages.flatMap((page) => page.todos);
  if (all.length === 0)
    return (
      <StateBox
        icon={CircleCheck}
        title={t(`todos.none.${state}`)}
        text={t(`todos.noneText.${state}`)}
      />
    );
  const shown = all.slice(0, most);
  return (
    <>
      {isPhone ? (
        <ul className={css.cards} aria-label={t("todos.title")}>
          {shown.map((todo) => (
            <TodoCard key={todo.id} todo={todo} />
          ))}
        </ul>
      ) : (
        <Rows label={t("todos.title")} isFlat={most !== undefined}>
          {shown.map((todo) => (
            <TodoRow key={todo.id} todo={todo} />
          ))}
        </Rows>
      )}
      {!most && todos.hasNextPage && (
        <Further onClick={() => void todos.fetchNextPage()}>{t("todos.further")}</Further>
      )}
    </>
  );
}
