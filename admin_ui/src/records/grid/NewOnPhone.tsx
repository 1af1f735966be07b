import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/metadata/types";
import css from "./NewOnPhone.module.css";

/** The way to a new record, under the thumb. */
export function NewOnPhone({ table, onNew }: { table: Table; onNew(): void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={css.new} onClick={onNew}>
      <Plus size={20} strokeWidth={1.75} aria-hidden="true" />
      {t("list.new", { table: table.label })}
    </button>
  );
}
