import { Bell, House, Inbox, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useWaiting } from "@/api/waiting";
import css from "./TabBar.module.css";
import { Badge } from "./Waiting";

const TABS = [
  { to: "/", icon: House, name: "home" },
  { to: "/todos", icon: Inbox, name: "todos" },
  { to: "/inbox", icon: Bell, name: "inbox" },
  { to: "/account", icon: UserRound, name: "account" },
] as const;

/** The phone's navigation, under the thumb. */
export function TabBar() {
  const { t } = useTranslation();
  const found = useWaiting().data;
  const waiting = { todos: found?.todos.all ?? 0, inbox: found?.unread ?? 0 };
  return (
    <nav className={css.bar} aria-label={t("shell.tabs")}>
      {TABS.map(({ to, icon: Icon, name }) => (
        <NavLink key={to} to={to} end className={css.tab}>
          <span className={css.icon}>
            <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
            {(name === "todos" || name === "inbox") && <Badge count={waiting[name]} />}
          </span>
          {t(`shell.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
