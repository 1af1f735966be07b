import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { Refusal } from "./Line";
import { messagesKey, useMessages } from "./settings";
import css from "./settings.module.css";

const COLORS = { sent: "green", waiting: "blue", failed: "red" } as const;

/** What the subscription was sent, newest first; what failed may be sent again. */
export function Messages({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useMessages(id);
  const cache = useQueryClient();
  const again = useMutation({
    mutationFn: (message: string) => post(`/subscriptions/${id}/messages/${message}/retry`),
    onSuccess: () => {
      notify({ text: t("settings.onItsWay") });
      return cache.invalidateQueries({ queryKey: messagesKey(id) });
    },
  });
  return (
    <section className={css.group}>
      <h3>{t("settings.messages")}</h3>
      {found.error && <ErrorBox error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading rows={3} />}
      {found.data?.messages.length === 0 && <p className={css.quiet}>{t("settings.noMessages")}</p>}
      {found.data && found.data.messages.length > 0 && (
        <Rows label={t("settings.messages")}>
          {found.data.messages.map((each) => (
            <RowItem
              key={each.id}
              title={
                <>
                  <code className={css.code}>{each.type}</code>
                  <Tag color={COLORS[each.state]}>{t(`settings.message.${each.state}`)}</Tag>
                </>
              }
              note={[
                sayTime(each.at),
                each.status && t("settings.answered", { status: each.status }),
                each.error?.message,
              ]
                .filter(Boolean)
                .join(t("settings.comma"))}
              actions={
                each.state === "failed" && (
                  <Button
                    size="small"
                    loading={again.isPending && again.variables === each.id}
                    onClick={() => again.mutate(each.id)}
                  >
                    {t("settings.sendAgain")}
                  </Button>
                )
              }
            />
          ))}
        </Rows>
      )}
      <Refusal error={again.error} />
    </section>
  );
}
