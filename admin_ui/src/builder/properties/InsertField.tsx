import { Dropdown } from "antd";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { nameIn } from "@/formula/names";
import { useAround } from "./around";
import css from "./properties.module.css";

/** Puts a field of the record into a text. */
export function InsertField({ onInsert }: { onInsert(name: string): void }) {
  const { t } = useTranslation();
  const { model, table } = useAround();
  const fields = [...(model.tables.get(table ?? "")?.fields.values() ?? [])];
  if (fields.length === 0) return null;
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        className: css.tall,
        items: fields.map(({ key, label }) => ({ key, label })),
        onClick: ({ key }) => {
          const field = fields.find((each) => each.key === key);
          if (field) onInsert(nameIn(field.label));
        },
      }}
    >
      <button type="button" className={css.link}>
        <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
        {t("properties.insertField")}
      </button>
    </Dropdown>
  );
}
