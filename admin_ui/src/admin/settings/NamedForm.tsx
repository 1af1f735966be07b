import { Button, Drawer, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Line, Refusal } from "./Line";
import css from "./settings.module.css";

interface Kind {
  value: string;
  options: { value: string; label: string }[];
  hint: string;
  onChange(next: string): void;
}

interface Name {
  value: string;
  hint: string;
  /** Another one is called so. */
  isTaken: boolean;
  isFixed: boolean;
  onChange(next: string): void;
}

/** Something of a kind and with a name, in a drawer: `missing` counts what keeps it from being saved. */
export function NamedForm({
  id,
  title,
  kind,
  name,
  missing,
  isUnready = false,
  saving,
  onSave,
  onClose,
  children,
}: {
  id: string;
  title: string;
  kind: Kind;
  name: Name;
  missing: number;
  isUnready?: boolean;
  saving: { isPending: boolean; error: Error | null };
  onSave(): void;
  onClose(): void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      size={420}
      title={title}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            loading={saving.isPending}
            disabled={missing > 0 || name.isTaken || isUnready}
            onClick={onSave}
          >
            {missing > 0 ? t("settings.saveMissing", { count: missing }) : t("ui.save")}
          </Button>
        </div>
      }
    >
      <Line id={`${id}-kind`} label={t("settings.kind")} hint={kind.hint}>
        <Select
          id={`${id}-kind`}
          showSearch={{ optionFilterProp: "label" }}
          value={kind.value}
          onChange={kind.onChange}
          options={kind.options}
        />
      </Line>
      <Line
        id={`${id}-name`}
        label={t("settings.key")}
        hint={name.isTaken ? t("settings.taken") : name.hint}
      >
        <Input
          id={`${id}-name`}
          status={name.isTaken ? "error" : undefined}
          disabled={name.isFixed}
          maxLength={40}
          value={name.value}
          onChange={(event) => name.onChange(event.target.value)}
        />
      </Line>
      {children}
      <Refusal error={saving.error} />
    </Drawer>
  );
}
