import { Button } from "antd";
import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { NewSubscription } from "./NewSubscription";
import { SubscriptionPanel } from "./SubscriptionPanel";
import { useSubscriptions } from "./settings";

/** Who hears of the apps' events by webhook. */
export function Subscriptions() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const found = useSubscriptions(open !== null);
  const [isNew, setNew] = useState(false);
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const { subscriptions } = found.data;
  const shown = subscriptions.find(({ id }) => id === open);
  const add = (
    <Button type="primary" icon={<Plus size={14} />} onClick={() => setNew(true)}>
      {t("settings.addSubscription")}
    </Button>
  );
  return (
    <PageSection
      title={t("settings.part.subscriptions")}
      text={t("settings.subscriptionsText")}
      actions={subscriptions.length > 0 && add}
    >
      {subscriptions.length === 0 ? (
        <StateBox
          icon={Webhook}
          title={t("settings.noSubscriptions")}
          text={t("settings.noSubscriptionsText")}
        >
          {add}
        </StateBox>
      ) : (
        <Rows label={t("settings.part.subscriptions")}>
          {subscriptions.map((each) => (
            <RowItem
              key={each.id}
              icon={<Webhook size={16} strokeWidth={1.75} aria-hidden="true" />}
              title={
                <>
                  {each.label}
                  {each.disabled_at && (
                    <Tag color={each.disabled_why ? "red" : "grey"}>
                      {t(each.disabled_why ? "settings.gone" : "settings.closedTag")}
                    </Tag>
                  )}
                </>
              }
              note={[each.address, ...each.events].join(t("settings.comma"))}
              onClick={() => setOpen(each.id)}
            />
          ))}
        </Rows>
      )}
      {isNew && <NewSubscription onClose={() => setNew(false)} />}
      {shown && (
        <SubscriptionPanel key={shown.id} subscription={shown} onClose={() => setOpen(null)} />
      )}
    </PageSection>
  );
}
