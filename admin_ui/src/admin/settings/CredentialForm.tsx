import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { put } from "@/api/client";
import { notify } from "@/ui/Notices";
import { freeKey, isKey } from "./keys";
import { Line } from "./Line";
import { NamedForm } from "./NamedForm";
import { type Credential, type CredentialKind, useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** Parts that may be read over somebody's shoulder; all others are hidden while they are typed. */
const PLAIN = new Set([
  "username",
  "client_id",
  "scope",
  "grant_type",
  "account",
  "key_id",
  "id",
  "agent",
]);

/** A credential is put in, or all its parts anew: those before are never shown. */
export function CredentialForm({
  credential,
  taken,
  kinds,
  onClose,
  onSaved,
}: {
  credential: Credential | null;
  taken: string[];
  /** Those that may be chosen; one alone is chosen. */
  kinds: CredentialKind[];
  onClose(): void;
  onSaved?(name: string): void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(credential?.kind ?? kinds[0]?.kind ?? "");
  const [name, setName] = useState<string | null>(credential?.name ?? null);
  const [parts, setParts] = useState<Record<string, string>>({});
  const { needed = [], allowed = [] } = kinds.find((each) => each.kind === kind) ?? {};
  const called = name ?? freeKey(kind, taken);
  const save = useSettingsChange(async () => {
    const filled = [...needed, ...allowed].flatMap((part) =>
      parts[part] ? [[part, parts[part]] as const] : [],
    );
    await put(`/credentials/${called}`, { kind, parts: Object.fromEntries(filled) });
    notify({ text: t("settings.credentialSaved", { name: called }) });
    onSaved?.(called);
    onClose();
  });
  const isTaken = credential === null && taken.includes(called);
  const missing = needed.filter((part) => !parts[part]).length + (isKey(called) ? 0 : 1);
  return (
    <NamedForm
      id="credential"
      title={credential ? credential.name : t("settings.addCredential")}
      kind={{
        value: kind,
        options: kinds.map((each) => ({
          value: each.kind,
          label: t(`settings.credential.${each.kind}`, { defaultValue: each.kind }),
        })),
        hint: t(`settings.about.${kind}`, { defaultValue: "" }),
        onChange: setKind,
      }}
      name={{
        value: called,
        hint: t("settings.credentialKeyText"),
        isTaken,
        isFixed: credential !== null,
        onChange: setName,
      }}
      missing={missing}
      saving={save}
      onSave={() => save.mutate(undefined)}
      onClose={onClose}
    >
      {credential && <p className={css.notice}>{t("settings.anew")}</p>}
      {[...needed, ...allowed].map((part) => (
        <Line
          key={`${kind} ${part}`}
          id={`credential-${part}`}
          label={`${labelOf(t, kind, part)}${needed.includes(part) ? "" : t("settings.optional")}`}
        >
          <PartInput
            part={part}
            value={parts[part] ?? ""}
            onChange={(next) => setParts((old) => ({ ...old, [part]: next }))}
          />
        </Line>
      ))}
    </NamedForm>
  );
}

function PartInput({
  part,
  value,
  onChange,
}: {
  part: string;
  value: string;
  onChange(next: string): void;
}) {
  const Control = PLAIN.has(part) ? Input : Input.Password;
  return (
    <Control
      id={`credential-${part}`}
      autoComplete={PLAIN.has(part) ? "off" : "new-password"}
      maxLength={4_000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What the part is called for a credential of this kind. */
const labelOf = (t: ReturnType<typeof useTranslation>["t"], kind: string, part: string): string =>
  t(`settings.partOf.${kind}.${part}`, {
    defaultValue: t(`settings.partName.${part}`, { defaultValue: part }),
  });
