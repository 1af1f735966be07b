import { useTranslation } from "react-i18next";
import css from "./Navigation.module.css";

export function Navigation() {
  const { t } = useTranslation();
  return <nav className={css.navigation} aria-label={t("shell.navigation")} />;
}
