import { Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/client";
import { exactTime, sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { Further, RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { RunMark } from "./RunMark";
import { type RunRow, STATE_COLORS, useRuns } from "./runs";

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
      <Rows label={t("runs.title")}>
        {all.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </Rows>
      {runs.hasNextPage && (
        <Further onClick={() => void runs.fetchNextPage()}>{t("runs.further")}</Further>
      )}
    </>
  );
}

function Row({ run }: { run: RunRow }) {
  const { t } = useTranslation();
  return (
    <RowItem
      to={`/runs/${run.id}`}
      icon={<RunMark state={run.state} />}
      title={<span>{run.label}</span>}
      kind={run.title}
      note={run.error?.message ?? t("runs.steps", { count: run.steps })}
      end={
        <>
          {run.state === "waiting" && run.due_at && (
            <Countdown due={run.due_at} from={run.started_at} />
          )}
          <Tag color={STATE_COLORS[run.state]}>{t(`runs.state.${run.state}`)}</Tag>
          <time dateTime={run.started_at} title={exactTime(run.started_at)}>
            {sayTime(run.started_at)}
          </time>
        </>
      }
    />
  );
}
