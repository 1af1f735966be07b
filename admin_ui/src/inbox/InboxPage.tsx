import { Button, Segmented } from "antd";
import { Bell, CheckCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWaiting } from "@/api/waiting";
import { Page } from "@/ui/Page";
import { markRead } from "./inbox";
import css from "./inbox.module.css";
import { MessageList } from "./MessageList";

/** `/inbox`: what I was told; a click leads to what it is about, and it is read. */
export function Component() {
  const { t } = useTranslation();
  const [isUnread, setUnread] = useState(false);
  const unread = useWaiting().data?.unread ?? 0;
  return (
    <Page
      title={t("inbox.title")}
      actions={
        <>
          <Segmented
            size="small"
            aria-label={t("inbox.which")}
            value={isUnread ? "unread" : "all"}
            options={(["all", "unread"] as const).map((value) => ({
              value,
              label: t(`inbox.${value}`),
            }))}
            onChange={(value) => setUnread(value === "unread")}
          />
          <Button
            icon={<CheckCheck size={14} strokeWidth={1.75} />}
            disabled={unread === 0}
            onClick={() => void markRead()}
          >
            {t("inbox.readAll")}
          </Button>
        </>
      }
    >
      <div className={css.page}>
        <MessageList isUnread={isUnread} icon={Bell} />
      </div>
    </Page>
  );
}
