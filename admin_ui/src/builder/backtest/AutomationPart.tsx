import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import { Person } from "@/ui/Tag";
import { drafted, useDraft } from "../draft";
import { AutomationExampleView } from "./AutomationExampleView";
import { Examples } from "./Examples";
import { ComparedTable, Figures, Finding } from "./Finding";
import { FromTo } from "./FromTo";
import type { AssignedFinding, AutomationFinding, Somebody } from "./report";
import { Steps } from "./steps";

/** What an automation would have done otherwise: for whom, to whom, how often. */
export function AutomationPart({ model, found }: { model: AppModel; found: AutomationFinding }) {
  const { t } = useTranslation();
  const draft = useDraft(model.key)?.draft;
  const key = found.automation.split(".").at(-1) ?? "";
  const document = drafted(draft, "automation", key, model.automations.get(key) ?? null);
  const steps = new Steps(document, t);
  return (
    <Finding
      kind={t("automations.backtest.kinds.automation")}
      name={found.label}
      change={found.change}
    >
      <Figures
        figures={[
          [t("automations.backtest.starts.same"), found.starts.same],
          [t("automations.backtest.starts.only_draft"), found.starts.only_draft],
          [t("automations.backtest.starts.only_present"), found.starts.only_present],
          [t("automations.backtest.elsewhere"), found.outcomes.elsewhere],
        ]}
      />
      {found.assigned.map((each) => (
        <Assigned key={`${each.step} ${each.field}`} model={model} found={each} />
      ))}
      <ComparedTable
        title={t("automations.backtest.told")}
        of="who"
        rows={found.told}
        nameOf={({ person, by }) => (
          <Told person={person} how={t(`automations.channels.${by}`, { defaultValue: by })} />
        )}
      />
      <ComparedTable
        title={t("automations.backtest.asked")}
        of="who"
        rows={found.asked}
        nameOf={({ person, by }) => (
          <Told person={person} how={t(`automations.do.${by}`, { defaultValue: by })} />
        )}
      />
      <ComparedTable
        title={t("automations.backtest.written")}
        rows={found.written}
        nameOf={(row) => steps.nameOf(row.step, row.do)}
      />
      <ComparedTable
        title={t("automations.backtest.refused")}
        rows={found.refused}
        nameOf={(row) =>
          `${steps.nameOf(row.step, row.do)}${t("automations.backtest.colon")}${row.message}`
        }
      />
      <ComparedTable
        title={t("automations.backtest.branches")}
        rows={found.branches}
        nameOf={(row) => steps.branchOf(row.step, row.branch)}
      />
      <Examples app={model.key} table={found.table ?? ""} examples={found.examples}>
        {(example) => <AutomationExampleView example={example} />}
      </Examples>
    </Finding>
  );
}

/** From whom to whom records would have gone. */
function Assigned({ model, found }: { model: AppModel; found: AssignedFinding }) {
  const { t } = useTranslation();
  const table = model.tables.get(found.table.split(".").at(-1) ?? "");
  const name = table?.fields.get(found.field)?.label ?? found.field;
  const person = (who: Somebody | null) =>
    who ? <Person id={who.id} name={who.name} /> : <span>{t("automations.backtest.noOne")}</span>;
  return (
    <>
      <ComparedTable
        title={t("automations.backtest.got", { field: name })}
        of="who"
        rows={found.people}
        nameOf={(row) => person(row.person)}
      />
      <FromTo
        title={t("automations.backtest.assigned", { field: name })}
        moves={found.moves.map(({ from, to, count }) => ({
          from: person(from),
          to: person(to),
          count,
        }))}
      />
    </>
  );
}

function Told({ person, how }: { person: Somebody; how: string }) {
  return (
    <>
      <Person id={person.id} name={person.name} /> <small>{how}</small>
    </>
  );
}
