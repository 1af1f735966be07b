import { Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { StateMachineDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { AroundContext } from "../properties/around";
import { PropertyForm } from "../properties/PropertyForm";
import type { Part } from "../properties/spec";
import { Head } from "./Head";
import { changedPhase, moved, type Phase, withPhaseStates } from "./machine";
import css from "./states.module.css";
import type { Design } from "./useMachine";

/** States that boards and paths show together: their name, their colour, which they are. */
export function PhaseForm({
  design,
  machine,
  phase,
  onClose,
}: {
  design: Design;
  machine: StateMachineDocument;
  phase: Phase;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const id = useId();
  const all = machine.phases ?? [];
  const states = machine.states.filter((state) => state.phase === phase.key);
  return (
    <AroundContext value={design.around}>
      <Head
        kind={t("states.phase")}
        name={labelText(phase.label, language)}
        onShift={(by) => design.put({ ...machine, phases: moved(all, phase.key, by) })}
        onRemove={() => {
          design.put(changedPhase(machine, phase.key, null));
          onClose();
        }}
        onClose={onClose}
      />
      <div className={css.form}>
        <PropertyForm
          properties={[
            { key: "label", control: { kind: "words" }, label: "name", isNeeded: true },
            { key: "color", control: { kind: "color" } },
          ]}
          part={phase as unknown as Part}
          pointer={`${design.pointer}/phases/${all.indexOf(phase)}`}
          onChange={(next, about) =>
            design.put(changedPhase(machine, phase.key, next as unknown as Phase), about)
          }
        />
        <div className={css.who}>
          <label htmlFor={id}>{t("states.phaseStates")}</label>
          <Select
            id={id}
            mode="multiple"
            placeholder={t("states.phaseStatesHint")}
            value={states.map(({ key }) => key)}
            options={machine.states.map((state) => ({
              value: state.key,
              label: labelText(state.label, language),
            }))}
            onChange={(keys) => design.put(withPhaseStates(machine, phase.key, keys))}
          />
        </div>
      </div>
    </AroundContext>
  );
}
