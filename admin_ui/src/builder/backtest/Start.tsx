import { useMutation } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, refusalOf } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import { usePhone } from "@/ui/usePhone";
import { isChanged, presentDraft, useDraft } from "../draft";
import { usePlan } from "../plan/usePlan";
import { spelled } from "../spelling";
import css from "./backtest.module.css";
import { DAYS, type Days, startBacktest } from "./server";

/** What would be tested, against how many days. */
export function Start({ model, onStarted }: { model: AppModel; onStarted(id: string): void }) {
  const { t } = useTranslation();
  const draft = useDraft(model.key)?.draft;
  const plan = usePlan(draft, model.revision);
  const isPhone = usePhone();
  const [days, setDays] = useState<Days>(30);
  const changed = isChanged(draft);
  const problems = (changed && plan.data?.problems.length) || 0;
  const start = useMutation({
    mutationFn: async () => {
      await spelled();
      const present = presentDraft(model.key);
      return present ? startBacktest(present, days) : null;
    },
    onSuccess: (id) => id && onStarted(id),
  });
  return (
    <section className={css.start} aria-label={t("automations.backtest.start")}>
      <p className={css.quiet}>{t("automations.backtest.about")}</p>
      {changed ? (
        <ul className={css.changes}>
          {plan.data?.changes.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p>{t("automations.backtest.nothing")}</p>
      )}
      <div className={css.days}>
        <Segmented
          block={isPhone}
          size={isPhone ? "large" : undefined}
          aria-label={t("automations.backtest.days")}
          value={days}
          onChange={setDays}
          options={DAYS.map((value) => ({
            value,
            label: t("automations.backtest.lastDays", { days: value }),
          }))}
        />
        <Button
          type="primary"
          disabled={!changed || problems > 0}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {problems > 0
            ? t("builder.publishProblems", { count: problems })
            : t("automations.backtest.start")}
        </Button>
      </div>
      {start.error && <Refused error={start.error} />}
    </section>
  );
}

function Refused({ error }: { error: unknown }) {
  const all = error instanceof ApiError ? error.problems : [];
  return (
    <div role="alert">
      {all.length === 0 && <p className={css.wrong}>{refusalOf(error)}</p>}
      {all.map(({ message, pointer }) => (
        <p key={`${pointer} ${message}`} className={css.wrong}>
          {message}
        </p>
      ))}
    </div>
  );
}
