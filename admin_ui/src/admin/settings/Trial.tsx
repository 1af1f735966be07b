import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { saidOf, useDelivery } from "./settings";
import css from "./settings.module.css";

/** How the test message goes: on its way, taken, or why not. */
export function Trial({ id, isGroup }: { id: string; isGroup: boolean }) {
  const { t } = useTranslation();
  const found = useDelivery(id);
  const { state, error } = found.data ?? { state: "waiting", error: null };
  const said =
    found.error !== null
      ? refusalOf(found.error)
      : state === "sent"
        ? t(isGroup ? "settings.trial.sentToGroup" : "settings.trial.sent")
        : error
          ? t(`settings.trial.${state}`, { why: saidOf(error) })
          : t("settings.trial.sending");
  return (
    <span
      className={state === "sent" ? css.arrived : error || found.error ? css.failed : css.trial}
      role="status"
    >
      {said}
    </span>
  );
}
