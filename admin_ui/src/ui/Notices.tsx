import { X } from "lucide-react";
import { useEffect } from "react";
import { create } from "zustand";
import { t } from "@/text/t";
import css from "./Notices.module.css";

/** One line at the bottom that tells what happened and may take it back. */
interface Notice {
  text: string;
  kind?: "done" | "failed";
  action?: { label: string; run(): void };
}

interface NoticeStore {
  notice: (Notice & { id: number }) | null;
  show(notice: Notice): void;
  close(): void;
}

let count = 0;
const useNotices = create<NoticeStore>((set) => ({
  notice: null,
  show: (notice) => set({ notice: { ...notice, id: ++count } }),
  close: () => set({ notice: null }),
}));

/** Says what happened: 「已删除 3 条线索，30 天内可恢复」 with 撤销. */
export const notify = (notice: Notice): void => useNotices.getState().show(notice);

const SHOWN_MS = 8_000;

export function Notices() {
  const { notice, close } = useNotices();
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, close]);
  return (
    <div className={css.place} role="status" aria-live="polite">
      {notice && (
        <div className={css.bar} data-kind={notice.kind ?? "done"} key={notice.id}>
          <span className={css.text}>{notice.text}</span>
          {notice.action && (
            <button
              type="button"
              className={css.action}
              onClick={() => {
                notice.action?.run();
                close();
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" className={css.close} aria-label={t("ui.close")} onClick={close}>
            <X size={14} strokeWidth={1.75} />
          </button>
        </div>
      )}
    </div>
  );
}
