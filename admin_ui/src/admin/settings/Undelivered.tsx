import { Button } from "antd";
import { MailX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox } from "@/ui/StateBox";
import { saidOf, useSettingsChange, useUndelivered } from "./settings";
import css from "./settings.module.css";

/** Messages that did not arrive, which may be sent again. */
export function Undelivered() {
  const { t } = useTranslation();
  const found = useUndelivered();
  const again = useSettingsChange(async (id: string) => {
    await post(`/deliveries/${id}/retry`);
    notify({ text: t("settings.onItsWay") });
  });
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return null;
  const { deliveries, next } = found.data;
  return (
    <PageSection title={t("settings.undelivered")} text={t("settings.undeliveredText")}>
      {deliveries.length === 0 ? (
        <p className={css.quiet}>{t("settings.allDelivered")}</p>
      ) : (
        <Rows label={t("settings.undelivered")}>
          {deliveries.map((each) => (
            <RowItem
              key={each.id}
              icon={<MailX size={16} strokeWidth={1.75} aria-hidden="true" />}
              title={
                <>
                  {each.user_name ?? t("settings.group")}
                  <code className={css.code}>{each.channel}</code>
                </>
              }
              note={
                <>
                  <span className={css.failed}>{each.error && saidOf(each.error)}</span>
                  {t("settings.triedAt", { time: sayTime(each.at), count: each.attempts })}
                </>
              }
              actions={
                <Button
                  size="small"
                  loading={again.isPending && again.variables === each.id}
                  onClick={() => again.mutate(each.id)}
                >
                  {t("settings.sendAgain")}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      {next && <p className={css.quiet}>{t("settings.more", { count: deliveries.length })}</p>}
      {again.error && (
        <p className={css.refusal} role="alert">
          {refusalOf(again.error)}
        </p>
      )}
    </PageSection>
  );
}
