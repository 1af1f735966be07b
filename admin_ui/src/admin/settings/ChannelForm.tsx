import { useState } from "react";
import { useTranslation } from "react-i18next";
import { put } from "@/api/client";
import { useMe } from "@/api/queries";
import { notify } from "@/ui/Notices";
import { ChannelOption } from "./ChannelOption";
import { CredentialPick } from "./CredentialPick";
import { optionsOf, typedOf } from "./channelOptions";
import { freeKey, isKey } from "./keys";
import { NamedForm } from "./NamedForm";
import { type Channel, type ChannelKind, useSettingsChange } from "./settings";

/** A channel set up: of which kind, by which name, with which options and credential. */
export function ChannelForm({
  channel,
  taken,
  kinds,
  onClose,
}: {
  channel: Channel | null;
  taken: string[];
  kinds: ChannelKind[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  const me = useMe().data;
  const [kind, setKind] = useState(channel?.kind ?? kinds[0]?.kind ?? "");
  const [typedKey, setKey] = useState<string | null>(channel?.key ?? null);
  const [credential, setCredential] = useState(channel?.credential ?? null);
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(channel?.options ?? {}).map(([name, value]) => [name, typedOf(value)]),
    ),
  );
  const rules = kinds.find((each) => each.kind === kind);
  const { needed = [], allowed = [] } = rules ?? {};
  const names = [...needed, ...allowed];
  const own = Object.fromEntries(names.map((name) => [name, typed[name] ?? ""]));
  const options = optionsOf(own);
  const key = typedKey ?? freeKey(kind, taken);
  const isTaken = channel === null && taken.includes(key);
  const missing =
    needed.filter((name) => !own[name]?.trim()).length +
    (isKey(key) ? 0 : 1) +
    (rules?.needs_credential && !credential ? 1 : 0);
  const save = useSettingsChange(async () => {
    await put(`/channels/${key}`, { kind, credential, options });
    notify({ text: t("settings.channelSaved", { name: key }) });
    onClose();
  });
  if (!me || !rules) return null;
  return (
    <NamedForm
      id="channel"
      title={channel ? t("settings.editChannel", { name: channel.key }) : t("settings.addChannel")}
      kind={{
        value: kind,
        options: kinds.map((each) => ({
          value: each.kind,
          label: t(`settings.channel.${each.kind}`, { defaultValue: each.kind }),
        })),
        hint: t(`settings.channelAbout.${kind}`, { defaultValue: "" }),
        onChange: (next) => {
          setKind(next);
          setCredential(null);
        },
      }}
      name={{
        value: key,
        hint: t("settings.channelKeyText"),
        isTaken,
        isFixed: channel !== null,
        onChange: setKey,
      }}
      missing={missing}
      isUnready={options === null}
      saving={save}
      onSave={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <CredentialPick
        rules={rules}
        value={credential}
        onChange={setCredential}
        mayKeep={me.powers.includes("credentials")}
        mayName={me.app_cards.some((card) => card.build.includes("connector"))}
      />
      {names.map((name) => (
        <ChannelOption
          key={`${kind} ${name}`}
          kind={kind}
          name={name}
          isNeeded={needed.includes(name)}
          value={own[name] ?? ""}
          onChange={(next) => setTyped((old) => ({ ...old, [name]: next }))}
        />
      ))}
    </NamedForm>
  );
}
