import { Button, Select } from "antd";
import { GitBranch, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StateMachineDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { StateBox } from "@/ui/StateBox";
import type { TabProps } from "../BuildPage";
import { Tools } from "../Tools";
import { MachineLists } from "./MachineLists";
import { MoveForm } from "./MoveForm";
import { Overview } from "./Overview";
import { PhaseForm } from "./PhaseForm";
import { StateForm } from "./StateForm";
import css from "./states.module.css";
import { type Design, useMachine } from "./useMachine";

/** What is chosen: a state, a move or a phase, by its key. */
export interface Chosen {
  kind: "state" | "move" | "phase";
  key: string;
}

/** The states of a table and the moves between them, drawn, listed, and changed on the right. */
export default function StatesTab({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [field, setField] = useState<string | null>(null);
  const design = useMachine(model, tableKey, field);
  const { document, machine } = design;
  const fields = (document.fields ?? []).filter(({ type }) => type === "state");
  if (!machine) return <NoStates design={design} document={document} />;
  return (
    <>
      {fields.length > 1 && (
        <Tools>
          <Select
            size="small"
            aria-label={t("states.field")}
            value={machine.field}
            options={fields.map((each) => ({
              value: each.key,
              label: labelText(each.label, language),
            }))}
            onChange={setField}
          />
        </Tools>
      )}
      <Machine key={machine.field} design={design} machine={machine} />
    </>
  );
}

function Machine({ design, machine }: { design: Design; machine: StateMachineDocument }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Chosen | null>(null);
  const state = machine.states.find(({ key }) => chosen?.kind === "state" && key === chosen.key);
  const move = machine.transitions?.find(
    ({ key }) => chosen?.kind === "move" && key === chosen.key,
  );
  const phase = machine.phases?.find(({ key }) => chosen?.kind === "phase" && key === chosen.key);
  const shared = { design, machine, onClose: () => choose(null) };
  return (
    <div className={css.panes} data-chosen={state || move || phase ? true : undefined}>
      <div className={css.left}>
        <Overview machine={machine} chosen={chosen} onChoose={choose} />
        <MachineLists design={design} machine={machine} chosen={chosen} onChoose={choose} />
      </div>
      <aside
        className={css.side}
        aria-label={t("states.properties")}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) choose(null);
        }}
      >
        {state && <StateForm key={state.key} state={state} {...shared} />}
        {move && <MoveForm key={move.key} move={move} {...shared} />}
        {phase && <PhaseForm key={phase.key} phase={phase} {...shared} />}
        {!state && !move && !phase && (
          <StateBox
            icon={GitBranch}
            title={t("states.noneChosen")}
            text={t("states.noneChosenText")}
          />
        )}
      </aside>
    </div>
  );
}

/** A table without states: a state field with two of them is a click away. */
function NoStates({ design, document }: { design: Design; document: TableDocument }) {
  const { t } = useTranslation();
  const bare = document.fields?.find(({ type }) => type === "state");
  return (
    <StateBox icon={GitBranch} title={t("states.none")} text={t("states.noneText")}>
      <Button icon={<Plus size={16} />} onClick={() => design.begin(bare?.key ?? null)}>
        {t("states.begin")}
      </Button>
    </StateBox>
  );
}
