import { CircleAlert, CloudOff, History, type LucideIcon, UserRoundPen } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Banner.module.css";

const ICONS: Record<string, LucideIcon> = {
  trouble: CloudOff,
  error: CircleAlert,
  warning: CircleAlert,
  kept: History,
  news: UserRoundPen,
};

/** A line on top of a form that says what is the matter, and what may be done. */
export function Banner({
  kind,
  children,
  actions,
}: {
  kind: "trouble" | "error" | "warning" | "kept" | "news";
  children: ReactNode;
  actions?: { label: string; run(): void }[];
}) {
  const Icon = ICONS[kind] ?? CircleAlert;
  return (
    <div className={css.banner} data-kind={kind} role={kind === "error" ? "alert" : "status"}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <div className={css.text}>{children}</div>
      {actions?.map(({ label, run }) => (
        <button key={label} type="button" className={css.action} onClick={run}>
          {label}
        </button>
      ))}
    </div>
  );
}
