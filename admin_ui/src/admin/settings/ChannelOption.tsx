import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "@/ui/TextBox";
import { controlOf, readOption, SECURITIES } from "./channelOptions";
import { Line } from "./Line";

/** One option of a channel. */
export function ChannelOption({
  kind,
  name,
  isNeeded,
  value,
  onChange,
}: {
  kind: string;
  name: string;
  isNeeded: boolean;
  value: string;
  onChange(next: string): void;
}) {
  const { t } = useTranslation();
  const id = `option-${name}`;
  const control = controlOf(name);
  const label = t(`settings.optionOf.${kind}.${name}`, {
    defaultValue: t(`settings.option.${name}`, { defaultValue: name }),
  });
  const isBroken = value.trim() !== "" && readOption(control, value.trim()) === null;
  const hint = isBroken
    ? t(`settings.broken.${control}`)
    : t(`settings.optionText.${kind}.${name}`, { defaultValue: "" });
  const status = isBroken ? ("error" as const) : undefined;
  return (
    <Line id={id} label={isNeeded ? label : `${label}${t("settings.optional")}`} hint={hint}>
      {control === "security" ? (
        <Select
          id={id}
          allowClear
          value={value || undefined}
          placeholder={t("settings.security.tls")}
          onChange={(next?: string) => onChange(next ?? "")}
          options={SECURITIES.map((each) => ({
            value: each,
            label: t(`settings.security.${each}`),
          }))}
        />
      ) : control === "json" ? (
        <TextBox
          id={id}
          minRows={3}
          status={status}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input
          id={id}
          inputMode={control === "port" ? "numeric" : undefined}
          status={status}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Line>
  );
}
