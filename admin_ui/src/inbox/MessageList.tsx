import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { exactTime, sayTime } from "@/text/time";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { type Message, markRead, useMessages, wayOf } from "./inbox";
import css from "./inbox.module.css";

/** What I was told, newest first; what is not read stands out. */
export function MessageList({
  isUnread,
  icon,
  onLeave,
}: {
  isUnread: boolean;
  icon: LucideIcon;
  onLeave?(): void;
}) {
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
      <ul className={css.list} aria-label={t("inbox.title")}>
        {all.map((message) => (
          <MessageRow key={message.id} message={message} onLeave={onLeave} />
        ))}
      </ul>
      {messages.hasNextPage && (
        <button type="button" className={css.further} onClick={() => void messages.fetchNextPage()}>
          {t("inbox.earlier")}
        </button>
      )}
    </>
  );
}

function MessageRow({ message, onLeave }: { message: Message; onLeave?(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const way = wayOf(message);
  const isNew = message.read_at === null;
  const open = () => {
    if (isNew) void markRead([message.id]);
    if (!way) return;
    onLeave?.();
    void navigate(way);
  };
  return (
    <li className={css.item}>
      <button type="button" className={css.row} data-new={isNew || undefined} onClick={open}>
        <i className={css.dot} aria-hidden="true" />
        <span className={css.words}>
          <span className={css.title}>
            {message.title}
            {isNew && <span className="visually-hidden">{t("inbox.isNew")}</span>}
          </span>
          {message.text && <span className={css.text}>{message.text}</span>}
        </span>
        <time className={css.time} dateTime={message.at} title={exactTime(message.at)}>
          {sayTime(message.at)}
        </time>
      </button>
      {message.run && message.record && (
        <Link to={`/runs/${message.run}`} className={css.run} onClick={onLeave}>
          {t("inbox.toRun")}
        </Link>
      )}
    </li>
  );
}
