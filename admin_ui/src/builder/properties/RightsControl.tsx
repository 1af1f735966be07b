import { Segmented, Select } from "antd";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { fieldsFor, useAround } from "./around";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";

const RIGHTS = ["hidden", "read", "edit"] as const;
type Right = (typeof RIGHTS)[number];

/** What may be done with single fields; the others stay as roles have them. */
export function RightsControl({ id, label, value, part, onChange }: ControlProps) {
  const { t } = useTranslation();
  const around = useAround();
  const rights = (value ?? {}) as Readonly<Record<string, Right>>;
  const fields = fieldsFor(around, undefined, part).filter(({ isSystem }) => !isSystem);
  const put = (next: Readonly<Record<string, Right>>) =>
    onChange(Object.keys(next).length > 0 ? next : null);
  return (
    <div className={css.ordered}>
      {Object.keys(rights).length > 0 && (
        <ul aria-label={label}>
          {Object.entries(rights).map(([key, right]) => {
            const name = fields.find((field) => field.key === key)?.label ?? key;
            return (
              <li key={key}>
                <span>{name}</span>
                <Segmented
                  size="small"
                  aria-label={name}
                  value={right}
                  options={RIGHTS.map((each) => ({
                    value: each,
                    label: t(`properties.rights.${each}`),
                  }))}
                  onChange={(next) => put({ ...rights, [key]: next })}
                />
                <IconButton
                  icon={X}
                  size={14}
                  label={t("properties.drop", { name })}
                  onClick={() => put(without(rights, key))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <Select
        id={id}
        placeholder={t("properties.addField")}
        showSearch={{ optionFilterProp: "label" }}
        value={null}
        options={fields
          .filter(({ key }) => !(key in rights))
          .map((field) => ({ value: field.key, label: field.label }))}
        onChange={(key: string | null) => key && put({ ...rights, [key]: "read" })}
      />
    </div>
  );
}

const without = (rights: Readonly<Record<string, Right>>, key: string) =>
  Object.fromEntries(Object.entries(rights).filter(([name]) => name !== key));
