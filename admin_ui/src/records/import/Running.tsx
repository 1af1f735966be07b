import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import page from "./ImportPage.module.css";
import css from "./Outcome.module.css";
import { Counts } from "./Preview";
import { cancel, type Job } from "./server";

/** A run under way: how far it is, and a way to stop it. */
export function Running({ job }: { job: Job }) {
  const { t } = useTranslation();
  const stop = useMutation({ mutationFn: () => cancel(job.id) });
  const done = job.created + job.updated + job.refused_lines;
  const total = job.total ?? done;
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return (
    <>
      <div className={page.body}>
        <h2 className={css.title}>{t("import.running", { file: job.file })}</h2>
        <div
          className={css.bar}
          role="progressbar"
          aria-label={t("import.progress")}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <i style={{ width: `${percent}%` }} />
        </div>
        <p className={css.text}>{t("import.at", { done, total })}</p>
        <Counts
          figures={[
            ["created", job.created],
            ["updated", job.updated],
            ["refused", job.refused_lines],
          ]}
        />
      </div>
      <footer className={page.foot}>
        <span className={page.note}>{t("import.mayLeave")}</span>
        <Button loading={stop.isPending} onClick={() => stop.mutate()}>
          {t("import.stop")}
        </Button>
      </footer>
    </>
  );
}
