import type { LucideIcon } from "lucide-react";
import { CloudOff, Inbox, Lock, RotateCw } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError } from "@/api/errors";
import { t } from "@/text/t";
import css from "./StateBox.module.css";

/** An area without content: what is the matter and what to do next. */
export function StateBox({
  icon: Icon = Inbox,
  title,
  text,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={css.box}>
      <span className={css.icon}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <h2 className={css.title}>{title}</h2>
      {text && <p className={css.text}>{text}</p>}
      {children && <div className={css.actions}>{children}</div>}
    </div>
  );
}

/** What went wrong with a part of the page, in words, with a way on. */
export function ErrorBox({ error, retry }: { error: unknown; retry?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  const again = retry && (
    <button type="button" className={css.again} onClick={retry}>
      <RotateCw size={14} aria-hidden="true" /> {t("ui.again")}
    </button>
  );
  // The password is asked for over the page; what stood here comes back with it.
  if (known?.status === 401) return null;
  if (known?.isOffline)
    return (
      <StateBox icon={CloudOff} title={t("ui.offline")} text={t("ui.offlineText")}>
        {again}
      </StateBox>
    );
  if (known?.status === 403 || known?.status === 404)
    return (
      <StateBox
        icon={Lock}
        title={known.message}
        text={known.problems[0]?.message ?? t("ui.lockedText")}
      >
        {again}
      </StateBox>
    );
  return (
    <StateBox icon={CloudOff} title={t("ui.failed")} text={known?.message ?? String(error)}>
      {again}
    </StateBox>
  );
}

const PATIENCE_MS = 300;

/** Grey lines where rows will be; not before somebody would notice. */
export function Loading({ rows = 8 }: { rows?: number }) {
  const [isShown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.loading} role="status" aria-label={t("ui.loading")}>
      {isShown &&
        Array.from({ length: rows }, (_, row) => (
          <i key={row} style={{ width: `${88 - ((row * 17) % 40)}%` }} />
        ))}
    </div>
  );
}
