import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { fieldType } from "@/fields";
import type { AppModel, Field } from "@/metadata/types";
import { RunList } from "@/runs/RunList";
import type { Line, RunState, Trouble } from "@/runs/runs";
import { Trace } from "@/runs/Trace";
import { useLook } from "@/shell/appearance";
import css from "./automations.module.css";
import { OldRuns } from "./OldRuns";

interface Tried {
  meets: boolean;
  state: RunState;
  error: Trouble | null;
  lines: Line[];
}

/** Trying the published automation on a record, and what its runs came to. */
export function RunsPane({
  model,
  automation,
  table,
  isTrying,
  onDone,
}: {
  model: AppModel;
  automation: string;
  table: string | null;
  isTrying: boolean;
  onDone(): void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <header className={css.paneHead}>
        <h2>{t(isTrying ? "automations.try" : "automations.runs")}</h2>
        {isTrying && (
          <Button size="small" type="text" onClick={onDone}>
            {t("automations.runs")}
          </Button>
        )}
      </header>
      <div className={css.form}>
        {isTrying && table ? (
          <Try model={model} automation={automation} table={table} />
        ) : (
          <>
            <OldRuns app={model.key} automation={automation} />
            <RunList query={{ app: model.key, automation, limit: 20 }} />
          </>
        )}
      </div>
    </>
  );
}

function Try({ model, automation, table }: { model: AppModel; automation: string; table: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [record, setRecord] = useState<unknown>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [why, setWhy] = useState("");
  const [isBusy, busy] = useState(false);
  const { Input } = fieldType("reference");
  const field = {
    app: model.key,
    table,
    key: "record",
    label: t("automations.record"),
    type: "reference",
    options: [],
    target: `${model.key}.${table}`,
    isSystem: false,
    document: { key: "record", type: "reference", table },
  } as unknown as Field;
  const run = async () => {
    busy(true);
    setWhy("");
    try {
      setTried(await post<Tried>(`/apps/${model.key}/automations/${automation}/try/${record}`));
    } catch (error) {
      setTried(null);
      setWhy(error instanceof ApiError ? error.message : String(error));
    } finally {
      busy(false);
    }
  };
  return (
    <>
      <p className={css.about}>{t("automations.tryText")}</p>
      <div className={css.property}>
        <label htmlFor="try-record">{t("automations.record")}</label>
        {Input && (
          <Input
            id="try-record"
            field={field}
            value={record}
            onChange={setRecord}
            place="form"
            language={language}
          />
        )}
      </div>
      <Button type="primary" disabled={record == null} loading={isBusy} onClick={() => void run()}>
        {t("automations.tryNow")}
      </Button>
      {why && (
        <p className={css.wrong} role="alert">
          {why}
        </p>
      )}
      {tried && (
        <>
          <p className={css.about}>
            {t(tried.meets ? "automations.meets" : "automations.meetsNot")}
            {tried.error && ` ${tried.error.message}`}
          </p>
          <Trace lines={tried.lines} />
        </>
      )}
    </>
  );
}
