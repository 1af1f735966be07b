import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import css from "./backtest.module.css";
import { endBacktest, type Head } from "./server";
import { Tested } from "./Tested";

/** A backtest under way: how far it is, and a way to stop it. */
export function UnderWay({ model, head }: { model: AppModel; head: Head }) {
  const { t } = useTranslation();
  const stop = useMutation({ mutationFn: () => endBacktest(head) });
  const { progress } = head;
  return (
    <section className={css.underWay} aria-label={t("automations.backtest.underWay")}>
      <h2>{t("automations.backtest.replaying", { days: head.days })}</h2>
      <Tested model={model} head={head} />
      <div
        className={css.progress}
        role="progressbar"
        aria-label={t("automations.backtest.underWay")}
        aria-valuenow={progress}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${progress}%` }} />
      </div>
      <p className={css.quiet} role="status">
        {head.state === "waiting"
          ? t("automations.backtest.waits")
          : t("automations.backtest.at", { progress })}
      </p>
      <p className={css.quiet}>{t("automations.backtest.mayLeave")}</p>
      {stop.error && (
        <p className={css.wrong} role="alert">
          {refusalOf(stop.error)}
        </p>
      )}
      <Button loading={stop.isPending} onClick={() => stop.mutate()}>
        {t("automations.backtest.cancel")}
      </Button>
    </section>
  );
}
