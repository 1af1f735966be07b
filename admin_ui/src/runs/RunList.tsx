import { Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Query } from "@/api/client";
import { exactTime, sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { RunMark } from "./RunMark";
import { type RunRow, STATE_COLORS, useRuns } from "./runs";
import css from "./runs.module.css";

/** Runs, newest first: which automation, for which record, how far. */
export function RunList({ query }: { query: Query }) {
  const { t } = useTranslation();
  const runs = useRuns(query);
  if (runs.error && !runs.data)
    return <ErrorBox error={runs.error} retry={() => void runs.refetch()} />;
  if (!runs.data) return <Loading rows={6} />;
  const all = runs.data.pages.flatMap((page) => page.runs);
  if (all.length === 0)
    return <StateBox icon={Workflow} title={t("runs.none")} text={t("runs.noneText")} />;
  return (
    <>
      <ul className={css.rows} aria-label={t("runs.title")}>
        {all.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </ul>
      {runs.hasNextPage && (
        <button type="button" className={css.further} onClick={() => void runs.fetchNextPage()}>
          {t("runs.further")}
        </button>
      )}
    </>
  );
}

function Row({ run }: { run: RunRow }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={`/runs/${run.id}`} className={css.row}>
        <RunMark state={run.state} />
        <span className={css.words}>
          <span className={css.name}>{run.label}</span>
          <span className={css.note}>
            {run.error?.message ?? t("runs.steps", { count: run.steps })}
            {run.state === "waiting" && run.due_at && (
              <>
                {t("runs.comma")}
                <Countdown due={run.due_at} from={null} />
              </>
            )}
          </span>
        </span>
        <Tag color={STATE_COLORS[run.state]}>{t(`runs.state.${run.state}`)}</Tag>
        <time className={css.time} dateTime={run.started_at} title={exactTime(run.started_at)}>
          {sayTime(run.started_at)}
        </time>
      </Link>
    </li>
  );
}
