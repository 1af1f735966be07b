import { useMutation } from "@tanstack/react-query";
import { Button, Select, Tabs } from "antd";
import { AlertTriangle } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { Table } from "@/metadata/types";
import { FileFacts } from "./Columns";
import page from "./ImportPage.module.css";
import { DoubtList, RefusedList } from "./Lists";
import css from "./Preview.module.css";
import { Rows } from "./Rows";
import { type Job, type Mode, run, type Trial, useTrial, type Way } from "./server";

interface Props {
  table: Table;
  job: Job;
  way: Way;
  onWay(way: Way): void;
  onBack(): void;
}

/** What a run would do with the whole file, and the first lines as they would be stored. */
export function Preview({ table, job, way, onWay, onBack }: Props) {
  const { t } = useTranslation();
  const trial = useTrial(job, way);
  const start = useMutation({ mutationFn: () => run(job.id, way) });
  const tried = trial.data;
  const count = tried ? tried.created + tried.updated : 0;
  const refusal = start.error ?? trial.error;
  return (
    <>
      <div className={page.body}>
        <FileFacts job={job} />
        <WayChoice job={job} way={way} onWay={onWay} />
        {refusal && (
          <p className={page.notice} data-kind="error" role="alert">
            <AlertTriangle size={14} aria-hidden="true" />
            {wordsOf(refusal)}
          </p>
        )}
        {trial.isFetching && !tried && <Trying total={job.total ?? 0} />}
        {tried && <Tried table={table} job={job} trial={tried} />}
      </div>
      <footer className={page.foot}>
        <span className={page.note}>
          {tried && tried.refused_lines > 0
            ? t("import.willRefuse", { count: tried.refused_lines })
            : t("import.nothingYet")}
        </span>
        <Button onClick={onBack}>{t("import.back")}</Button>
        <Button
          type="primary"
          disabled={count === 0}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {count > 0 ? t("import.run", { count }) : t("import.runNothing")}
        </Button>
      </footer>
    </>
  );
}

const wordsOf = (error: Error): string =>
  error instanceof ApiError
    ? [error.message, ...error.problems.map((each) => each.message)].join("：")
    : error.message;

/** The server reads the whole file: how long is not known. */
function Trying({ total }: { total: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.trying} role="status">
      <span className={css.moving} aria-hidden="true" />
      {t("import.trying", { count: total })}
    </div>
  );
}

function Tried({ table, job, trial }: { table: Table; job: Job; trial: Trial }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("rows");
  const tabs = [
    {
      key: "rows",
      label: t("import.first", { count: trial.rows.length }),
      children: <Rows table={table} job={job} trial={trial} />,
    },
    {
      key: "doubts",
      label: `${t("import.doubts")} ${trial.doubtful_cells}`,
      children: <DoubtList doubts={trial.doubtful} count={trial.doubtful_cells} />,
    },
    {
      key: "refused",
      label: `${t("import.refused")} ${trial.refused_lines}`,
      children: <RefusedList lines={trial.refused} count={trial.refused_lines} />,
    },
  ];
  return (
    <>
      <Counts
        figures={[
          ["created", trial.created],
          ["updated", trial.updated],
          ["doubts", trial.doubtful_cells],
          ["refused", trial.refused_lines],
        ]}
      />
      {trial.warnings.length > 0 && (
        <ul className={css.warnings}>
          {trial.warnings.map((warning) => (
            <li key={warning.message}>{warning.message}</li>
          ))}
        </ul>
      )}
      <Tabs activeKey={tab} onChange={setTab} items={tabs} animated={false} />
    </>
  );
}

type Figure = "created" | "updated" | "doubts" | "refused";

/** Figures of the whole file; what needs a look has its colour. */
export function Counts({ figures }: { figures: readonly (readonly [Figure, number])[] }) {
  const { t } = useTranslation();
  return (
    <dl className={css.counts}>
      {figures.map(([name, count]) => (
        <div key={name} data-kind={count > 0 ? name : undefined}>
          <dt>{t(`import.${name}`)}</dt>
          <dd>{count.toLocaleString("en")}</dd>
        </div>
      ))}
    </dl>
  );
}

const MODES: readonly Mode[] = ["create", "update", "both"];

/** Whether lines become new records or change those that have the value of a key field. */
function WayChoice({ job, way, onWay }: { job: Job; way: Way; onWay(way: Way): void }) {
  const { t } = useTranslation();
  const taken = new Set((job.columns ?? []).map((column) => column.target));
  const keys = (job.fields ?? []).filter(
    (field) => taken.has(field.key) && KEY_TYPES.has(field.type),
  );
  return (
    <div className={css.way}>
      <label htmlFor="import-mode">{t("import.way")}</label>
      <Select
        id="import-mode"
        className={css.mode}
        value={way.mode}
        options={MODES.map((mode) => ({
          value: mode,
          label: t(`import.mode.${mode}`),
          disabled: mode !== "create" && keys.length === 0,
        }))}
        onChange={(mode: Mode) =>
          onWay({ mode, key: mode === "create" ? null : (way.key ?? keys[0]?.key ?? null) })
        }
      />
      {way.mode !== "create" && (
        <>
          <label htmlFor="import-key">{t("import.key")}</label>
          <Select
            id="import-key"
            className={css.key}
            value={way.key}
            options={keys.map((field) => ({ value: field.key, label: field.label }))}
            onChange={(key: string) => onWay({ ...way, key })}
          />
        </>
      )}
    </div>
  );
}

/** Types whose values tell records apart; the server refuses others with its words. */
const KEY_TYPES = new Set(["text", "phone", "email", "url", "auto_number", "barcode", "generated"]);
