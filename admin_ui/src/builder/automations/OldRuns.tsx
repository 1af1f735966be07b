import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { refusalOf } from "@/api/errors";
import { exactTime, sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { TREATMENTS, type Treatment } from "../plan/waiting";
import css from "./OldRuns.module.css";
import { type OldRun, useOldRuns, useTreat } from "./waitingRuns";

/** Runs that wait by an older version: they end by it, or what one chooses becomes of them. */
export function OldRuns({ app, automation }: { app: string; automation: string }) {
  const { t } = useTranslation();
  const found = useOldRuns(app, automation, true).data;
  const [chosen, choose] = useState<readonly string[]>([]);
  if (!found || found.count === 0) return null;
  const present = chosen.filter((id) => found.runs.some((run) => run.id === id));
  const isWhole = present.length === found.runs.length;
  return (
    <section className={css.old} aria-label={t("automations.old.title", { count: found.count })}>
      <h3>{t("automations.old.title", { count: found.count })}</h3>
      <p>{t("automations.old.text")}</p>
      <Checkbox
        checked={isWhole}
        indeterminate={!isWhole && present.length > 0}
        onChange={() => choose(isWhole ? [] : found.runs.map(({ id }) => id))}
      >
        {t("automations.old.all", { count: found.runs.length })}
      </Checkbox>
      <ul>
        {found.runs.map((run) => (
          <Row
            key={run.id}
            run={run}
            isChosen={present.includes(run.id)}
            onChoose={(isOn) =>
              choose(isOn ? [...present, run.id] : present.filter((id) => id !== run.id))
            }
          />
        ))}
      </ul>
      <Acts
        app={app}
        automation={automation}
        runs={found.runs.filter(({ id }) => present.includes(id))}
        onDone={() => choose([])}
      />
    </section>
  );
}

function Row({
  run,
  isChosen,
  onChoose,
}: {
  run: OldRun;
  isChosen: boolean;
  onChoose(isOn: boolean): void;
}) {
  const { t } = useTranslation();
  const step = run.step && (run.step.label ?? t(`automations.do.${run.step.do}`));
  const where = step ? t("automations.old.at", { step }) : t("automations.old.queued");
  return (
    <li>
      <Checkbox
        aria-label={`${where} ${sayTime(run.started_at)}`}
        checked={isChosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <span>
        <Link to={`/runs/${run.id}`}>{where}</Link>
        <small data-may={run.may_move}>
          {run.may_move ? t("automations.old.mayMove") : run.why?.message}
        </small>
      </span>
      <time dateTime={run.started_at} title={exactTime(run.started_at)}>
        {sayTime(run.started_at)}
      </time>
    </li>
  );
}

function Acts({
  app,
  automation,
  runs,
  onDone,
}: {
  app: string;
  automation: string;
  runs: readonly OldRun[];
  onDone(): void;
}) {
  const { t } = useTranslation();
  const treat = useTreat(app, automation);
  const movable = runs.filter((run) => run.may_move);
  const act = async (treatment: Treatment) => {
    const those = (treatment === "move" ? movable : runs).map(({ id }) => id);
    try {
      const { done, left } = await treat.mutateAsync({ do: treatment, runs: those });
      const [first] = left;
      notify({
        kind: first ? "failed" : "done",
        text: first
          ? t("automations.old.left", { count: left.length, why: first.message })
          : t(`automations.old.done.${treatment}`, { count: done }),
      });
      onDone();
    } catch (error) {
      notify({ kind: "failed", text: refusalOf(error) });
    }
  };
  return (
    <footer>
      {TREATMENTS.map((treatment) => (
        <Button
          key={treatment}
          size="small"
          danger={treatment === "cancel"}
          disabled={(treatment === "move" ? movable : runs).length === 0}
          loading={treat.isPending && treat.variables.do === treatment}
          onClick={() => void act(treatment)}
        >
          {t(`automations.old.${treatment}`)}
        </Button>
      ))}
    </footer>
  );
}
