import { Button, Drawer, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { put } from "@/api/client";
import { useMe } from "@/api/queries";
import { notify } from "@/ui/Notices";
import { ChannelOption } from "./ChannelOption";
import { CredentialPick } from "./CredentialPick";
import { optionsOf, typedOf } from "./channelOptions";
import { freeKey, isKey } from "./keys";
import { Line, Refusal } from "./Line";
import { type Channel, type ChannelKind, useSettingsChange } from "./settings";
import css from "./settings.module.css";

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
    <Drawer
      open
      size={420}
      title={channel ? t("settings.editChannel", { name: channel.key }) : t("settings.addChannel")}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={missing > 0 || isTaken || options === null}
            onClick={() => save.mutate(undefined)}
          >
            {missing > 0 ? t("settings.saveMissing", { count: missing }) : t("ui.save")}
          </Button>
        </div>
      }
    >
      <Line
        id="channel-kind"
        label={t("settings.kind")}
        hint={t(`settings.channelAbout.${kind}`, { defaultValue: "" })}
      >
        <Select
          id="channel-kind"
          showSearch={{ optionFilterProp: "label" }}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setCredential(null);
          }}
          options={kinds.map((each) => ({
            value: each.kind,
            label: t(`settings.channel.${each.kind}`, { defaultValue: each.kind }),
          }))}
        />
      </Line>
      <Line
        id="channel-key"
        label={t("settings.key")}
        hint={isTaken ? t("settings.taken") : t("settings.channelKeyText")}
      >
        <Input
          id="channel-key"
          status={isTaken ? "error" : undefined}
          disabled={channel !== null}
          maxLength={40}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </Line>
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
      <Refusal error={save.error} />
    </Drawer>
  );
}
