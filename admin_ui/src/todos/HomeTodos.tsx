import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useWaiting } from "@/api/waiting";
import { KindTabs } from "./KindTabs";
import { TodoList } from "./TodoList";
import type { Kind } from "./todos";
import css from "./todos.module.css";

const MOST = 8;

/** My to-dos on the home page: what is due first. */
export function HomeTodos() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind | "all">("all");
  const count = useWaiting().data?.todos.all ?? 0;
  return (
    <section className={css.panel} aria-label={t("todos.title")}>
      <header className={css.panelHead}>
        <h2>
          <Link to="/todos">{t("todos.title")}</Link> <span>{count > 0 ? count : ""}</span>
        </h2>
        <KindTabs value={kind} hasCounts onChange={setKind} />
      </header>
      <TodoList state="open" kind={kind} most={MOST} />
      {count > MOST && (
        <Link className={css.further} to="/todos">
          {t("todos.all", { count })}
        </Link>
      )}
    </section>
  );
}
