import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { refusalOf } from "@/api/errors";
import { useLive } from "@/api/live";
import { usePeople } from "@/fields/shared/people";
import { showRecord } from "@/records/detail/showRecord";
import { exactTime, sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { Page } from "@/ui/Page";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { useNow } from "@/ui/useNow";
import { Repair } from "./Repair";
import { type Run, STATE_COLORS, sendToRun, useRun } from "./runs";
import css from "./runs.module.css";
import { Trace } from "./Trace";
import { askedPeople } from "./visits";
import { waitingText } from "./waitingText";

const OPEN = ["queued", "running", "waiting", "dead"];

/** `/runs/:id`: one run step by step, with every reason; what is broken is mended here. */
export function Component() {
  const { id = "" } = useParams();
  const run = useRun(id);
  const { app, table, record } = run.data ?? {};
  useLive(table && record ? `record:${app}.${table}:${record}` : "", run.data ? `run:${id}` : "");
  if (run.error && !run.data)
    return <ErrorBox error={run.error} retry={() => void run.refetch()} />;
  return run.data ? <One run={run.data} /> : <Loading />;
}

function One({ run }: { run: Run }) {
  const { t } = useTranslation();
  const now = useNow();
  const asked = askedPeople(run.lines);
  const people = usePeople(run.state === "waiting" && asked.length > 0).data ?? [];
  const names = people.filter(({ id }) => asked.includes(id)).map(({ name }) => name);
  const waiting = waitingText(run, names, t, now);
  return (
    <Page
      title={run.label}
      lead={
        <span className={css.lead}>
          <Tag color={STATE_COLORS[run.state]}>{t(`runs.state.${run.state}`)}</Tag>
          <time dateTime={run.started_at} title={exactTime(run.started_at)}>
            {t("runs.began", { time: sayTime(run.started_at) })}
          </time>
          {run.is_old_version && <span>{t("runs.oldVersion")}</span>}
        </span>
      }
      actions={<Acts run={run} />}
    >
      <div className={css.page}>
        {waiting && (
          <p className={css.waiting} role="status">
            {waiting}
          </p>
        )}
        {run.state === "dead" && <Repair run={run} />}
        <Trace lines={run.lines} />
      </div>
    </Page>
  );
}

function Acts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const { table, record } = run;
  const cancel = async () => {
    setSending(true);
    try {
      await sendToRun(run.id, "cancel", {});
      notify({ text: t("runs.cancelled") });
    } catch (error) {
      notify({ text: refusalOf(error), kind: "failed" });
    } finally {
      setSending(false);
    }
  };
  return (
    <span className={css.acts}>
      {table && record && (
        <Button
          onClick={() => {
            void showRecord(run.app, table, record);
          }}
        >
          {t("runs.openRecord")}
        </Button>
      )}
      {run.may_mend && OPEN.includes(run.state) && (
        <Button danger loading={isSending} onClick={() => void cancel()}>
          {t("runs.cancel")}
        </Button>
      )}
    </span>
  );
}
