import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { Refusal } from "./Line";
import { Secret } from "./Secret";
import { missingIn, SubscriptionFields, type Wanted } from "./SubscriptionFields";
import { useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** Somebody is subscribed; the secret that messages are signed with is shown this once. */
export function NewSubscription({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [wanted, want] = useState<Wanted>({ label: "", address: "", events: [] });
  const make = useSettingsChange(() => post<{ secret: string }>("/subscriptions", wanted));
  const missing = missingIn(wanted);
  const secret = make.data?.secret;
  return (
    <Drawer
      open
      size={420}
      title={t("settings.addSubscription")}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t(secret ? "ui.close" : "ui.cancel")}</Button>
          {!secret && (
            <Button
              type="primary"
              loading={make.isPending}
              disabled={missing > 0}
              onClick={() => make.mutate(undefined)}
            >
              {missing > 0
                ? t("settings.subscribeMissing", { count: missing })
                : t("settings.subscribe")}
            </Button>
          )}
        </div>
      }
    >
      {secret ? <Secret secret={secret} /> : <SubscriptionFields wanted={wanted} onChange={want} />}
      <Refusal error={make.error} />
    </Drawer>
  );
}
