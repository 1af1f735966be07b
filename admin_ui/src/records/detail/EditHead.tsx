import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { usePhone } from "@/ui/usePhone";
import css from "./Head.module.css";

/** The head of a record while it is edited. */
export function EditHead({
  table,
  title,
  onLeave,
}: {
  table: Table;
  title: string;
  onLeave(): void;
}) {
  const { t } = useTranslation();
  return (
    <header className={css.head} data-line>
      {usePhone() && <IconButton icon={X} size={20} label={t("ui.close")} onClick={onLeave} />}
      <span className={css.path}>{t("record.form.edit", { table: table.label })}</span>
      <span className={css.slash}>/</span>
      <h1>{title}</h1>
    </header>
  );
}
