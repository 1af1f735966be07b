import { Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { Person } from "@/ui/Tag";
import type { User } from "./people";
import css from "./people.module.css";

interface Props {
  user: User;
  users: readonly User[];
  isDisabled: boolean;
  heir: string | null;
  onChange(next: { disabled?: boolean; heir?: string | null }): void;
}

/** Somebody who leaves signs in no more; who takes over what waits for them is chosen here. */
export function Leaving({ user, users, isDisabled, heir, onChange }: Props) {
  const { t } = useTranslation();
  const present = users.filter((each) => each.id !== user.id && !each.disabled_at);
  const above = present.find((each) => each.id === user.supervisor);
  return (
    <>
      <label className={css.switch} htmlFor="user-disabled">
        {t("people.isDisabled")}
        <Switch
          id="user-disabled"
          size="small"
          checked={isDisabled}
          onChange={(disabled) => onChange({ disabled })}
        />
      </label>
      {isDisabled && !user.disabled_at && (
        <div className={css.leaving}>
          <label htmlFor="user-heir">{t("people.heirOf")}</label>
          <Select
            id="user-heir"
            allowClear
            showSearch={{ optionFilterProp: "title" }}
            placeholder={
              above ? t("people.heirAbove", { name: above.name }) : t("people.heirAdministrators")
            }
            value={heir ?? undefined}
            onChange={(next?: string) => onChange({ heir: next ?? null })}
            options={present.map(({ id, name }) => ({
              value: id,
              title: name,
              label: <Person id={id} name={name} />,
            }))}
          />
          <p>{t("people.leavingText", { name: user.name })}</p>
        </div>
      )}
    </>
  );
}
