import { Button } from "antd";
import {
  AtSign,
  MessagesSquare,
  Pencil,
  Plus,
  Send,
  Smartphone,
  Trash2,
  Webhook,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { useMe } from "@/api/queries";
import { IconButton } from "@/ui/IconButton";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { ChannelForm } from "./ChannelForm";
import { Removal } from "./Removal";
import { type Channel, useChannels, useSettingsChange } from "./settings";
import css from "./settings.module.css";
import { Trial } from "./Trial";
import { Undelivered } from "./Undelivered";
import { usesOfChannel } from "./uses";

/** The ways to reach people outside the product, and what did not reach them. */
export function Channels() {
  const { t } = useTranslation();
  const me = useMe().data;
  const found = useChannels();
  const [open, setOpen] = useState<Channel | "new" | null>(null);
  const [leaving, leave] = useState<string | null>(null);
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !me) return <Loading />;
  const { channels, kinds } = found.data;
  const add = (
    <Button type="primary" icon={<Plus size={14} />} onClick={() => setOpen("new")}>
      {t("settings.addChannel")}
    </Button>
  );
  return (
    <>
      <PageSection
        title={t("settings.part.channels")}
        text={t("settings.channelsText")}
        actions={channels.length > 0 && add}
      >
        {channels.length === 0 ? (
          <StateBox
            icon={AtSign}
            title={t("settings.noChannels")}
            text={t("settings.noChannelsText")}
          >
            {add}
          </StateBox>
        ) : (
          <div className={css.list}>
            <Rows label={t("settings.part.channels")}>
              {channels.map((each) => (
                <ChannelRow
                  key={each.key}
                  channel={each}
                  isGroup={kinds.find(({ kind }) => kind === each.kind)?.reaches_group ?? false}
                  onEdit={() => setOpen(each)}
                  onRemove={() => leave(each.key)}
                />
              ))}
            </Rows>
          </div>
        )}
      </PageSection>
      <Undelivered />
      {open && (
        <ChannelForm
          channel={open === "new" ? null : open}
          taken={channels.map((each) => each.key)}
          kinds={kinds}
          onClose={() => setOpen(null)}
        />
      )}
      {leaving && (
        <Removal
          title={t("settings.removeChannel", { name: leaving })}
          text={t("settings.removeChannelText")}
          path={`/channels/${leaving}`}
          okText={t("settings.remove.channel")}
          uses={() => usesOfChannel(me.apps, leaving)}
          onClose={() => leave(null)}
        />
      )}
    </>
  );
}

const ICONS = { email: AtSign, sms: Smartphone, whatsapp: Smartphone, webhook: Webhook };

function ChannelRow({
  channel,
  isGroup,
  onEdit,
  onRemove,
}: {
  channel: Channel;
  isGroup: boolean;
  onEdit(): void;
  onRemove(): void;
}) {
  const { t } = useTranslation();
  const { key, kind, credential, options } = channel;
  const Icon = ICONS[kind as keyof typeof ICONS] ?? MessagesSquare;
  const trial = useSettingsChange(() => post<{ delivery: string }>(`/channels/${key}/try`));
  const label = t(`settings.channel.${kind}`, { defaultValue: kind });
  const about = [
    ...["from", "host", "address", "sender", "base"].map((name) => options[name]),
    credential && t("settings.provesBy", { name: credential }),
  ].filter(Boolean);
  return (
    <RowItem
      icon={<Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      title={
        <>
          {label}
          <code className={css.code}>{key}</code>
        </>
      }
      note={
        <>
          {about.join(t("settings.comma"))}
          {trial.error && (
            <span className={css.failed} role="alert">
              {refusalOf(trial.error)}
            </span>
          )}
          {trial.data && <Trial id={trial.data.delivery} isGroup={isGroup} />}
        </>
      }
      actions={
        <>
          <Button
            size="small"
            icon={<Send size={14} />}
            loading={trial.isPending}
            aria-label={t("settings.tryChannel", { name: key })}
            onClick={() => trial.mutate(undefined)}
          >
            {t("settings.try")}
          </Button>
          <IconButton
            icon={Pencil}
            label={t("settings.editChannel", { name: key })}
            onClick={onEdit}
          />
          <IconButton
            icon={Trash2}
            label={t("settings.removeChannel", { name: key })}
            onClick={onRemove}
          />
        </>
      }
    />
  );
}
