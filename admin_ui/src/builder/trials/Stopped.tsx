import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { exactTime, sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { type Breaker, useReset } from "./trials";
import css from "./trials.module.css";

/** The automation was stopped because it ran away: why, since when, and how it runs again. */
export function Stopped({ app, name, breaker }: { app: string; name: string; breaker: Breaker }) {
  const { t } = useTranslation();
  const reset = useReset(app);
  const again = async () => {
    try {
      await reset.mutateAsync(breaker.automation);
      notify({ text: t("automations.stopped.again", { name }) });
    } catch (error) {
      notify({ kind: "failed", text: refusalOf(error) });
    }
  };
  return (
    <div className={css.stopped} role="note">
      <span>
        <strong>{t("automations.stopped.title")}</strong>
        <span>{breaker.message}</span>
        <time dateTime={breaker.at} title={exactTime(breaker.at)}>
          {sayTime(breaker.at)}
        </time>
      </span>
      <Button
        size="small"
        aria-label={t("automations.stopped.resumeNamed", { name })}
        loading={reset.isPending}
        onClick={() => void again()}
      >
        {t("automations.stopped.resume")}
      </Button>
    </div>
  );
}
