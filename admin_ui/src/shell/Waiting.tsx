import { Bell, Inbox, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useWaiting } from "@/api/waiting";
import css from "./Waiting.module.css";

const MOST = 99;

/** How many to-dos and messages wait for me, in the header. */
export function Waiting() {
  const { t } = useTranslation();
  const waiting = useWaiting().data;
  const open = waiting?.todos.all ?? 0;
  const unread = waiting?.unread ?? 0;
  return (
    <>
      <Place
        to="/todos"
        icon={Inbox}
        count={open}
        label={open > 0 ? t("shell.todoCount", { count: open }) : t("shell.todos")}
      />
      <Place
        to="/inbox"
        icon={Bell}
        count={unread}
        label={unread > 0 ? t("shell.unread", { count: unread }) : t("shell.inbox")}
      />
    </>
  );
}

function Place({
  to,
  icon: Icon,
  count,
  label,
}: {
  to: string;
  icon: LucideIcon;
  count: number;
  label: string;
}) {
  return (
    <NavLink to={to} className={css.place} aria-label={label} title={label}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <Badge count={count} />
    </NavLink>
  );
}

/** A number in a corner; nothing where there is none. */
export function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={css.badge} aria-hidden="true">
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
