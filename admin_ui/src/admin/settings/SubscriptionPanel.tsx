import { Button, Drawer, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { patch, post } from "@/api/client";
import { sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { Refusal } from "./Line";
import { Messages } from "./Messages";
import { Removal } from "./Removal";
import { Secret } from "./Secret";
import { missingIn, SubscriptionFields, type Wanted } from "./SubscriptionFields";
import { type Subscription, useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** A subscription: changed, closed or open, given a new secret, ended; and what it was sent. */
export function SubscriptionPanel({
  subscription,
  onClose,
}: {
  subscription: Subscription;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { id, label, address, events, disabled_at, disabled_why } = subscription;
  const [wanted, want] = useState<Wanted>({ label, address, events });
  const [isLeaving, leave] = useState(false);
  const save = useSettingsChange(async () => {
    await patch(`/subscriptions/${id}`, wanted);
    notify({ text: t("settings.saved") });
  });
  const turn = useSettingsChange((enabled: boolean) => patch(`/subscriptions/${id}`, { enabled }));
  const missing = missingIn(wanted);
  const isChanged = JSON.stringify(wanted) !== JSON.stringify({ label, address, events });
  return (
    <Drawer
      open
      size={480}
      title={label}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button danger onClick={() => leave(true)}>
            {t("settings.remove.subscription")}
          </Button>
          <span className={css.space} />
          <Button onClick={onClose}>{t("ui.close")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={missing > 0 || !isChanged}
            onClick={() => save.mutate(undefined)}
          >
            {missing > 0 ? t("settings.saveMissing", { count: missing }) : t("ui.save")}
          </Button>
        </div>
      }
    >
      <label className={css.switch} htmlFor="subscription-open">
        <span>
          {t("settings.isOpen")}
          {disabled_at && (
            <small>
              {t(disabled_why ? "settings.goneText" : "settings.closedText", {
                time: sayTime(disabled_at),
              })}
            </small>
          )}
        </span>
        <Switch
          id="subscription-open"
          size="small"
          checked={!disabled_at}
          loading={turn.isPending}
          onChange={(next) => turn.mutate(next)}
        />
      </label>
      <SubscriptionFields wanted={wanted} onChange={want} />
      <Refusal error={save.error ?? turn.error} />
      <NewSecret id={id} />
      <Messages id={id} />
      {isLeaving && (
        <Removal
          title={t("settings.removeSubscription", { name: label })}
          text={t("settings.removeSubscriptionText")}
          path={`/subscriptions/${id}`}
          okText={t("settings.remove.subscription")}
          onClose={() => leave(false)}
        />
      )}
    </Drawer>
  );
}

/** The secret cannot be shown again; another one takes its place at once. */
function NewSecret({ id }: { id: string }) {
  const { t } = useTranslation();
  const make = useSettingsChange(() => post<{ secret: string }>(`/subscriptions/${id}/secret`));
  return (
    <section className={css.group}>
      <h3>{t("settings.secret")}</h3>
      {make.data ? (
        <Secret secret={make.data.secret} />
      ) : (
        <>
          <p className={css.quiet}>{t("settings.secretText")}</p>
          <Button size="small" loading={make.isPending} onClick={() => make.mutate(undefined)}>
            {t("settings.newSecret")}
          </Button>
        </>
      )}
      <Refusal error={make.error} />
    </section>
  );
}
