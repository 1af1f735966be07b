import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { exactTime, sayTime } from "@/text/time";
import { Further, RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { type Message, markRead, useMessages, wayOf } from "./inbox";
import css from "./inbox.module.css";

/** What I was told, newest first; what is not read stands out. */
export function MessageList({ isUnread, icon }: { isUnread: boolean; icon: LucideIcon }) {
  const { t } = useTranslation();
  const messages = useMessages(isUnread);
  if (messages.error && !messages.data)
    return <ErrorBox error={messages.error} retry={() => void messages.refetch()} />;
  if (!messages.data) return <Loading rows={4} />;
  const all = messages.data.pages.flatMap((page) => page.notifications);
  if (all.length === 0)
    return (
      <StateBox
        icon={icon}
        title={t(isUnread ? "inbox.noneUnread" : "inbox.none")}
        text={t("inbox.noneText")}
      />
    );
  return (
    <>
      <Rows label={t("inbox.title")}>
        {all.map((message) => (
          <MessageRow key={message.id} message={message} />
        ))}
      </Rows>
      {messages.hasNextPage && (
        <Further onClick={() => void messages.fetchNextPage()}>{t("inbox.earlier")}</Further>
      )}
    </>
  );
}

function MessageRow({ message }: { message: Message }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const way = wayOf(message);
  const isNew = message.read_at === null;
  const open = () => {
    if (isNew) void markRead([message.id]);
    if (way) void navigate(way);
  };
  return (
    <RowItem
      isNew={isNew}
      onClick={open}
      icon={<i className={css.dot} data-new={isNew || undefined} aria-hidden="true" />}
      title={
        <span>
          {message.title}
          {isNew && <span className="visually-hidden">{t("inbox.isNew")}</span>}
        </span>
      }
      note={message.text && <span className={css.text}>{message.text}</span>}
      end={
        <time dateTime={message.at} title={exactTime(message.at)}>
          {sayTime(message.at)}
        </time>
      }
      actions={
        message.run && message.record && <Link to={`/runs/${message.run}`}>{t("inbox.toRun")}</Link>
      }
    />
  );
}
