import { useTranslation } from "react-i18next";
import { useWaiting } from "@/api/waiting";
import { KINDS, type Kind } from "./todos";
import css from "./todos.module.css";

/** All to-dos, or those of one kind; how many of each wait. */
export function KindTabs({
  value,
  onChange,
  hasCounts,
}: {
  value: Kind | "all";
  onChange(kind: Kind | "all"): void;
  hasCounts: boolean;
}) {
  const { t } = useTranslation();
  const counts = useWaiting().data?.todos;
  return (
    <div className={css.kinds} role="group" aria-label={t("todos.kinds")}>
      {(["all", ...KINDS] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === value}
          onClick={() => onChange(kind)}
        >
          {t(`todos.kind.${kind}`)}
          {hasCounts && counts && <span>{counts[kind]}</span>}
        </button>
      ))}
    </div>
  );
}
