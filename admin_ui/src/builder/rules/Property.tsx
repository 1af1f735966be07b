import { Input } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { type Label, labelText } from "@/text/t";
import { relabelled } from "../form/labels";
import css from "./rules.module.css";

/** A text in Chinese, and once there is one, in English. */
export function Words({
  name,
  hint,
  isNeeded,
  value,
  onText,
}: {
  name: string;
  hint: string;
  isNeeded?: boolean;
  value: Label;
  onText(next: Label): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const english = typeof value === "object" ? (value?.en ?? "") : "";
  const put = (language: "zh" | "en", text: string) =>
    onText(relabelled(value, language, text) || null);
  return (
    <>
      <Property label={name} id={id}>
        <Input
          id={id}
          placeholder={hint}
          status={isNeeded && !value ? "error" : undefined}
          value={value ? labelText(value, "zh") : ""}
          onChange={(event) => put("zh", event.target.value)}
        />
      </Property>
      {value && (
        <Property label={t("rules.english", { name })} id={`${id}-en`}>
          <Input
            id={`${id}-en`}
            value={english}
            onChange={(event) => put("en", event.target.value)}
          />
        </Property>
      )}
    </>
  );
}

/** What is asked, with its name above it. */
export function Property({
  label,
  id,
  children,
}: {
  label: string;
  id: string;
  children: ReactNode;
}) {
  return (
    <div className={css.property}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  );
}
