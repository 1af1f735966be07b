import { Button, Input, Popover } from "antd";
import { Settings2, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormulaText } from "@/formula/FormulaText";
import type { DraftedName } from "@/formula/names";
import type { AppModel, RoleDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { relabelled } from "../form/labels";
import { FIRST_POWERS, powersOf, withPowers } from "./powers";
import css from "./roles.module.css";
import { TablePowersForm } from "./TablePowersForm";

interface Props {
  model: AppModel;
  table: TableDocument;
  role: RoleDocument;
  put(next: RoleDocument, about?: string): void;
}

/** The role's name, and behind its button what it is called and how it is taken away. */
export function RoleHead({ role, put, remove }: Props & { remove(role: RoleDocument): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [isOpen, open] = useState(false);
  const id = useId();
  const name = labelText(role.label, language);
  return (
    <span className={css.head}>
      <strong>{name}</strong>
      <Popover
        trigger="click"
        open={isOpen}
        onOpenChange={open}
        content={
          <div className={css.naming}>
            <label htmlFor={id}>{t("roles.name")}</label>
            <Input
              id={id}
              autoFocus
              value={labelText(role.label, "zh")}
              onPressEnter={() => open(false)}
              onChange={(event) =>
                put(
                  {
                    ...role,
                    label: relabelled(role.label, "zh", event.target.value) ?? "",
                  } as RoleDocument,
                  `role ${role.key}`,
                )
              }
            />
            <label htmlFor={`${id}-en`}>{t("roles.nameEnglish")}</label>
            <Input
              id={`${id}-en`}
              value={typeof role.label === "object" ? (role.label.en ?? "") : ""}
              onChange={(event) =>
                put(
                  {
                    ...role,
                    label: relabelled(role.label, "en", event.target.value) ?? "",
                  } as RoleDocument,
                  `role en ${role.key}`,
                )
              }
            />
            <Button
              type="text"
              danger
              icon={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => {
                open(false);
                remove(role);
              }}
            >
              {t("roles.remove", { name })}
            </Button>
          </div>
        }
      >
        <IconButton icon={Settings2} size={14} label={t("roles.settings", { name })} />
      </Popover>
    </span>
  );
}

/** Which records the role sees; a click opens all its powers over the table. */
export function ScopeCell({
  model,
  table,
  role,
  names,
  side,
  put,
}: Props & { names: readonly DraftedName[]; side: "bottomLeft" | "bottomRight" }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const powers = powersOf(role, model.key, table.key);
  const name = labelText(role.label, language);
  if (!powers)
    return (
      <div className={css.closed}>
        <span>{t("roles.noTable")}</span>
        <Button
          size="small"
          aria-label={t("roles.openTo", { name })}
          onClick={() => put(withPowers(role, model.key, table.key, FIRST_POWERS))}
        >
          {t("roles.open")}
        </Button>
      </div>
    );
  return (
    <Popover
      trigger="click"
      placement={side}
      destroyOnHidden
      content={
        <TablePowersForm
          app={model.key}
          table={table}
          names={names}
          name={name}
          powers={powers}
          onChange={(next, about) =>
            put(withPowers(role, model.key, table.key, next), about && `${about} ${role.key}`)
          }
        />
      }
    >
      <button type="button" className={css.scope}>
        <span className="visually-hidden">{t("roles.powersOf", { name })}</span>
        {typeof powers.read === "string" ? (
          <FormulaText text={powers.read} />
        ) : (
          <span>{t(powers.read ? "roles.all" : "roles.nothing")}</span>
        )}
        <small>{summary(powers, t)}</small>
      </button>
    </Popover>
  );
}

/** What the role does besides reading, in words. */
function summary(
  powers: NonNullable<ReturnType<typeof powersOf>>,
  t: (name: string) => string,
): string {
  const can = (["create", "update", "delete", "import", "export"] as const).filter(
    (power) => powers[power],
  );
  return can.length > 0
    ? can.map((power) => t(`roles.can.${power}`)).join(t("roles.comma"))
    : t("roles.readOnly");
}
