import { Button, Switch } from "antd";
import { ChevronRight, FlaskConical, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { AppModel, AutomationDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { StateBox } from "@/ui/StateBox";
import { nameOf, useDrafts } from "../draft";
import { AroundContext } from "../properties/around";
import type { Part } from "../properties/spec";
import { Stopped } from "../trials/Stopped";
import { useBreakers } from "../trials/trials";
import css from "./automations.module.css";
import { RunsPane } from "./RunsPane";
import { StepPane } from "./StepPane";
import { Tree } from "./Tree";
import { TriggerPane } from "./TriggerPane";
import type { Path } from "./tree";
import { useAutomation } from "./useAutomation";
import { useOldRuns } from "./waitingRuns";

/** What is looked at on the right: the trigger, a step, or what runs came to. */
export type Shown = { kind: "trigger" } | { kind: "step"; path: Path } | { kind: "runs" };

/** One automation: its trigger and steps as a tree, what is chosen as a form beside them. */
export function Editor({ model, automation }: { model: AppModel; automation: string }) {
  const { t } = useTranslation();
  const edited = useAutomation(model, automation);
  const [shown, show] = useState<Shown>({ kind: "trigger" });
  const [isTrying, tries] = useState(false);
  const old = useOldRuns(model.key, automation, !edited.isNew).data?.count ?? 0;
  const { document } = edited;
  if (!document) return <StateBox title={t("automations.gone")} text={t("automations.goneText")} />;
  const part = document as unknown as Part;
  return (
    <AroundContext value={edited.around}>
      <Head model={model} automation={automation} edited={edited}>
        {old > 0 && (
          <Button size="small" type="text" onClick={() => show({ kind: "runs" })}>
            {t("automations.old.short", { count: old })}
          </Button>
        )}
        <Button
          size="small"
          icon={<FlaskConical size={14} strokeWidth={1.75} />}
          disabled={edited.isNew || edited.table === null}
          onClick={() => {
            tries(true);
            show({ kind: "runs" });
          }}
        >
          {t("automations.try")}
        </Button>
      </Head>
      <StoppedAbove model={model} document={document} />
      <div className={css.panes}>
        <Tree
          model={model}
          table={edited.table}
          document={part}
          problems={edited.problems}
          shown={shown}
          onShow={show}
          onChange={edited.put}
        />
        <aside className={css.side} aria-label={t("automations.properties")}>
          {shown.kind === "trigger" && <TriggerPane document={part} onChange={edited.put} />}
          {shown.kind === "step" && (
            <StepPane document={part} path={shown.path} onChange={edited.put} onShow={show} />
          )}
          {shown.kind === "runs" && (
            <RunsPane
              model={model}
              automation={automation}
              table={edited.table}
              isTrying={isTrying}
              onDone={() => tries(false)}
            />
          )}
        </aside>
      </div>
    </AroundContext>
  );
}

/** Why the automation does not start, where it was stopped. */
function StoppedAbove({ model, document }: { model: AppModel; document: AutomationDocument }) {
  const { language } = useLook();
  const found = useBreakers(model.key).data?.find((each) => each.automation === document.key);
  const name = labelText(document.label, language) || document.key;
  return (
    found && (
      <div className={css.above}>
        <Stopped app={model.key} name={name} breaker={found} />
      </div>
    )
  );
}

function Head({
  model,
  automation,
  edited,
  children,
}: {
  model: AppModel;
  automation: string;
  edited: ReturnType<typeof useAutomation>;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const navigate = useNavigate();
  const { document, put } = edited;
  if (!document) return null;
  const name = labelText(document.label, language) || automation;
  const isOn = document.enabled !== false;
  return (
    <header className={css.head}>
      <Zap size={18} strokeWidth={1.75} aria-hidden="true" />
      <Link to={`/b/${model.key}/automations`}>{t("automations.title")}</Link>
      <ChevronRight size={14} aria-hidden="true" />
      <h1>{name}</h1>
      <Switch
        size="small"
        aria-label={t("automations.isOn", { name })}
        checked={isOn}
        onChange={(enabled) => put({ ...document, enabled } as unknown as Part)}
      />
      <small>{t(isOn ? "automations.on" : "automations.off")}</small>
      <span className={css.space} />
      <Link to={`/runs?app=${model.key}&automation=${automation}`}>{t("automations.runs")}</Link>
      {children}
      <IconButton
        icon={Trash2}
        label={t("automations.remove", { name })}
        onClick={() => {
          useDrafts.getState().change(model, { [nameOf("automation", automation)]: null });
          void navigate(`/b/${model.key}/automations`);
        }}
      />
    </header>
  );
}
