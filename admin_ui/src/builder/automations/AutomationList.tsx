import { Button, Switch } from "antd";
import { Plus, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { AppModel, AutomationDocument } from "@/metadata/types";
import { useRuns } from "@/runs/runs";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { StateBox } from "@/ui/StateBox";
import { nameOf, useDraft, useDrafts } from "../draft";
import { documentOf } from "../plan/places";
import { usePlan } from "../plan/usePlan";
import type { Part } from "../properties/spec";
import { Stopped } from "../trials/Stopped";
import { TrialMark } from "../trials/TrialMark";
import { type Breaker, type Trial, useBreakers, useTrials } from "../trials/trials";
import css from "./automations.module.css";
import { draftedAll, tableOf } from "./useAutomation";
import { Words } from "./words";

/** The automations of an app: whether they are on, what starts them, what their last run came to. */
export function AutomationList({ model }: { model: AppModel }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = useDraft(model.key)?.draft;
  const automations = draftedAll(draft, "automation", model.automations);
  const plan = usePlan(draft, model.revision);
  const problems = plan.data?.problems ?? [];
  const trials = useTrials(model).data ?? [];
  const breakers = useBreakers(model.key).data ?? [];
  const add = () => {
    const key = freshKey(automations);
    put(model, freshAutomation(model, key, t("automations.new", { at: automations.length + 1 })));
    void navigate(`/b/${model.key}/automations/${key}`);
  };
  return (
    <>
      <header className={css.head}>
        <Zap size={18} strokeWidth={1.75} aria-hidden="true" />
        <h1>{t("automations.title")}</h1>
        <small>{automations.length || null}</small>
        <span className={css.space} />
        <Link to={`/runs?app=${model.key}`}>{t("automations.allRuns")}</Link>
        <Button size="small" icon={<Plus size={14} />} onClick={add}>
          {t("automations.add")}
        </Button>
      </header>
      <div className={css.list}>
        {automations.length === 0 ? (
          <StateBox icon={Zap} title={t("automations.none")} text={t("automations.noneText")}>
            <Button onClick={add}>{t("automations.add")}</Button>
          </StateBox>
        ) : (
          <ul aria-label={t("automations.title")}>
            {automations.map((automation) => (
              <Row
                key={automation.key}
                model={model}
                automation={automation}
                trials={trials.filter((each) => each.automation === automation.key)}
                breaker={breakers.find((each) => each.automation === automation.key)}
                problems={
                  problems.filter(
                    (each) => documentOf(each)?.name === nameOf("automation", automation.key),
                  ).length
                }
              />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Row({
  model,
  automation,
  trials,
  breaker,
  problems,
}: {
  model: AppModel;
  automation: AutomationDocument;
  trials: readonly Trial[];
  breaker: Breaker | undefined;
  problems: number;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const name = labelText(automation.label, language) || automation.key;
  const words = new Words(model, tableOf(automation));
  return (
    <li className={css.row}>
      <Switch
        size="small"
        aria-label={t("automations.isOn", { name })}
        checked={automation.enabled !== false}
        onChange={(enabled) => put(model, { ...automation, enabled })}
      />
      <Link className={css.open} to={`/b/${model.key}/automations/${automation.key}`}>
        <strong>{name}</strong>
        <span>{words.ofTrigger(automation.on as unknown as Part)}</span>
      </Link>
      <TrialMark app={model.key} trials={trials} />
      {problems > 0 && <em>{t("automations.problems", { count: problems })}</em>}
      {model.automations.has(automation.key) && (
        <LastRun app={model.key} automation={automation.key} />
      )}
      {breaker && <Stopped app={model.key} name={name} breaker={breaker} />}
    </li>
  );
}

/** What the last run came to, with the way to all of them. */
function LastRun({ app, automation }: { app: string; automation: string }) {
  const { t } = useTranslation();
  const runs = useRuns({ app, automation, limit: 1 });
  const [last] = runs.data?.pages[0]?.runs ?? [];
  return (
    <Link className={css.runs} to={`/runs?app=${app}&automation=${automation}`}>
      {last
        ? t("automations.lastRun", { state: t(`runs.state.${last.state}`) })
        : t("automations.noRun")}
    </Link>
  );
}

const put = (model: AppModel, automation: AutomationDocument) =>
  useDrafts.getState().change(model, { [nameOf("automation", automation.key)]: automation });

function freshKey(automations: readonly AutomationDocument[]): string {
  let number = automations.length + 1;
  while (automations.some(({ key }) => key === `automation_${number}`)) number += 1;
  return `automation_${number}`;
}

/** A record is created, somebody hears of it: what most begin with. */
function freshAutomation(model: AppModel, key: string, label: string): AutomationDocument {
  const [table] = model.tables.values();
  const owner = [...(table?.fields.values() ?? [])].find(
    (field) => field.type === "user" && !field.isSystem,
  );
  return {
    key,
    label,
    on: { event: "record.created", table: table?.key ?? "" },
    steps: [{ do: "notify", who: owner?.label ?? "CURRENT_USER()", text: label }],
  } as unknown as AutomationDocument;
}
