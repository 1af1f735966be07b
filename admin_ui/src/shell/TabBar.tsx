import { House, LayoutGrid, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import css from "./TabBar.module.css";

const TABS = [
  { to: "/", icon: House, name: "home" },
  { to: "/apps", icon: LayoutGrid, name: "apps" },
  { to: "/account", icon: UserRound, name: "account" },
] as const;

/** The phone's navigation, under the thumb. */
export function TabBar() {
  const { t } = useTranslation();
  return (
    <nav className={css.bar} aria-label={t("shell.tabs")}>
      {TABS.map(({ to, icon: Icon, name }) => (
        <NavLink key={to} to={to} end className={css.tab}>
          <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
          {t(`shell.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
