import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
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
  return (
    <>
      <ul className={isPhone ? css.cards : css.rows} aria-label={t("todos.title")}>
        {all
          .slice(0, most)
          .map((todo) =>
            isPhone ? (
              <TodoCard key={todo.id} todo={todo} />
            ) : (
              <TodoRow key={todo.id} todo={todo} />
            ),
          )}
      </ul>
      {!most && todos.hasNextPage && (
        <button type="button" className={css.further} onClick={() => void todos.fetchNextPage()}>
          {t("todos.further")}
        </button>
      )}
    </>
  );
}
