import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { useApp } from "@/api/queries";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { useTitle } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import { useTableRights } from "../grid/rights";
import { Columns } from "./Columns";
import { Drop } from "./Drop";
import css from "./ImportPage.module.css";
import { Outcome } from "./Outcome";
import { Preview } from "./Preview";
import { Running } from "./Running";
import { type Job, useJob, type Way } from "./server";

/** `/a/:app/:table/import?job=`: a file becomes records, step by step; a reload shows the same. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const table = model.data.tables.get(key);
  if (!table) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  return <Import key={`${app}.${key}`} table={table} />;
}

const STEPS = ["file", "columns", "preview", "done"] as const;
type Step = (typeof STEPS)[number];

function Import({ table }: { table: Table }) {
  const { t } = useTranslation();
  const rights = useTableRights(table);
  const [words, setWords] = useSearchParams();
  const id = words.get("job") ?? "";
  const job = useJob(id);
  const title = t("import.title", { table: table.label });
  useTitle(title);
  const step = stepOf(job.data, id, words.get("step"));
  const go = (next: Record<string, string>) => setWords(next);
  const list = `/a/${table.app}/${table.key}`;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <ThingIcon icon={table.icon} size={18} />
        <Link to={list}>{table.label}</Link>
        <span className={css.slash}>/</span>
        <h1>{title}</h1>
        <Steps step={step} />
      </header>
      {rights?.import === false ? (
        <StateBox title={t("import.locked", { table: table.label })} text={t("ui.lockedText")} />
      ) : job.error ? (
        <ErrorBox error={job.error} retry={() => void job.refetch()} />
      ) : step === "file" ? (
        <Drop table={table} onReady={(ready) => go({ job: ready.id })} />
      ) : !job.data ? (
        <Loading />
      ) : (
        <Begun table={table} job={job.data} step={step} onGo={go} />
      )}
    </div>
  );
}

/** The steps after the file is there. */
function Begun({
  table,
  job,
  step,
  onGo,
}: {
  table: Table;
  job: Job;
  step: Step;
  onGo(words: Record<string, string>): void;
}) {
  const [way, setWay] = useState<Way>({ mode: "create", key: null });
  const here = { job: job.id };
  if (job.state === "running") return <Running job={job} />;
  if (step === "columns")
    return (
      <Columns
        table={table}
        job={job}
        onBack={() => onGo({})}
        onNext={() => onGo({ ...here, step: "preview" })}
      />
    );
  if (step === "preview")
    return (
      <Preview table={table} job={job} way={way} onWay={setWay} onBack={() => onGo({ ...here })} />
    );
  return <Outcome table={table} job={job} onAgain={() => onGo({})} />;
}

function stepOf(job: Job | undefined, id: string, asked: string | null): Step {
  if (!id) return "file";
  if (job && job.state !== "uploaded") return "done";
  return asked === "preview" ? "preview" : "columns";
}

function Steps({ step }: { step: Step }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(step);
  return (
    <ol className={css.steps} aria-label={t("import.steps")}>
      {STEPS.map((each, index) => (
        <li
          key={each}
          aria-current={each === step ? "step" : undefined}
          data-done={index < at || undefined}
        >
          <b aria-hidden="true">{index + 1}</b>
          {t(`import.step.${each}`)}
        </li>
      ))}
    </ol>
  );
}
