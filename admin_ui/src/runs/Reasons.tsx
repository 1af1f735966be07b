import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Values } from "@/api/types";
import css from "./trace.module.css";
import { valueText } from "./visits";

/** A condition that was looked at: its formula, whether it held, the values of its parts. */
export interface Reason {
  /** Absent: the reader may not know it. */
  text?: string;
  holds: boolean;
  parts?: { text: string; value?: unknown; error?: unknown }[];
}

/** Why a branch was taken, and why those before it were not. */
export function Reasons({ note }: { note: Values | null }) {
  const tried = Array.isArray(note?.tried) ? (note.tried as Reason[]) : [];
  if (tried.length === 0) return null;
  return (
    <ul className={css.reasons}>
      {tried.map((reason, index) => (
        <ReasonLine key={`${index} ${reason.text}`} reason={reason} />
      ))}
    </ul>
  );
}

export function ReasonLine({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  const Mark = reason.holds ? Check : X;
  return (
    <li data-holds={reason.holds}>
      <Mark
        size={14}
        strokeWidth={2}
        aria-label={t(reason.holds ? "record.why.met" : "record.why.unmet")}
      />
      <div>
        {reason.text ? <code>{reason.text}</code> : t("runs.hiddenReason")}
        {reason.parts?.map((part, index) => (
          <span key={`${index} ${part.text}`} className={css.part}>
            <code>{part.text}</code>
            {part.error ? t("runs.partFailed") : valueText(part.value) || t("record.blank")}
          </span>
        ))}
      </div>
    </li>
  );
}
