import { Button, Input, Select } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CredentialForm } from "./CredentialForm";
import { Line } from "./Line";
import { type ChannelKind, useCredentials } from "./settings";
import css from "./settings.module.css";

/** By which credential the channel proves itself: one that is there, or one put in now. */
export function CredentialPick({
  rules,
  value,
  onChange,
  mayKeep,
  mayName,
}: {
  rules: ChannelKind;
  value: string | null;
  onChange(next: string | null): void;
  /** Whether they may put credentials in, and whether they see the names of those there are. */
  mayKeep: boolean;
  mayName: boolean;
}) {
  const { t } = useTranslation();
  const [isNew, setNew] = useState(false);
  const found = useCredentials(mayKeep || mayName).data;
  const fits = (kind: string) => rules.credential === null || rules.credential === kind;
  const label = `${t("settings.credentialOf")}${rules.needs_credential ? "" : t("settings.optional")}`;
  if (!mayKeep && !mayName)
    return (
      <Line id="channel-credential" label={label} hint={t("settings.credentialByName")}>
        <Input
          id="channel-credential"
          maxLength={40}
          value={value ?? ""}
          onChange={(event) => onChange(event.target.value || null)}
        />
      </Line>
    );
  return (
    <>
      <Line
        id="channel-credential"
        label={label}
        hint={t(`settings.credentialFor.${rules.kind}`, { defaultValue: "" })}
      >
        <div className={css.pick}>
          <Select
            id="channel-credential"
            allowClear
            value={value ?? undefined}
            onChange={(next?: string) => onChange(next ?? null)}
            options={(found?.credentials ?? [])
              .filter(({ kind }) => fits(kind))
              .map(({ name }) => ({ value: name, label: name }))}
          />
          {mayKeep && (
            <Button icon={<Plus size={14} />} onClick={() => setNew(true)}>
              {t("settings.putIn")}
            </Button>
          )}
        </div>
      </Line>
      {isNew && found && (
        <CredentialForm
          credential={null}
          taken={found.credentials.map((each) => each.name)}
          kinds={found.kinds.filter(({ kind }) => fits(kind))}
          onClose={() => setNew(false)}
          onSaved={onChange}
        />
      )}
    </>
  );
}
