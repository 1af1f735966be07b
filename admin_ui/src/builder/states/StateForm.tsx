import { Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StateMachineDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { AroundContext } from "../properties/around";
import { PropertyForm } from "../properties/PropertyForm";
import type { Part } from "../properties/spec";
import { Head } from "./Head";
import { changedState, moved, type State, withoutState } from "./machine";
import { STATE } from "./specs";
import css from "./states.module.css";
import type { Design } from "./useMachine";

interface Props {
  design: Design;
  machine: StateMachineDocument;
  state: State;
  onClose(): void;
}

/** Everything that is said of one state. */
export function StateForm({ design, machine, state, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [isAsked, ask] = useState(false);
  const index = machine.states.indexOf(state);
  const remove = (to: string | null) => {
    design.putWithout(withoutState(machine, state.key, to));
    onClose();
  };
  return (
    <AroundContext value={design.around}>
      <Head
        kind={t("states.state")}
        name={labelText(state.label, language)}
        onShift={(by) => design.put({ ...machine, states: moved(machine.states, state.key, by) })}
        onRemove={() => (design.published.has(state.key) ? ask(true) : remove(null))}
        onClose={onClose}
      />
      <div className={css.form}>
        <PropertyForm
          properties={[
            { key: "label", control: { kind: "words" }, label: "name", isNeeded: true },
            { key: "color", control: { kind: "color" } },
            ...STATE,
          ]}
          part={state as unknown as Part}
          pointer={`${design.pointer}/states/${index}`}
          onChange={(next, about) =>
            design.put(changedState(machine, state.key, next as unknown as State), about)
          }
        />
      </div>
      {isAsked && (
        <WhereTo machine={machine} state={state} onCancel={() => ask(false)} onRemove={remove} />
      )}
    </AroundContext>
  );
}

/** A state that is published may hold records: they have to go somewhere. */
function WhereTo({
  machine,
  state,
  onCancel,
  onRemove,
}: {
  machine: StateMachineDocument;
  state: State;
  onCancel(): void;
  onRemove(to: string): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const id = useId();
  const others = machine.states.filter(({ key }) => key !== state.key);
  const [to, setTo] = useState(others[0]?.key ?? "");
  const name = labelText(state.label, language);
  return (
    <Modal
      open
      width={480}
      title={t("states.remove", { name })}
      okText={t("states.remove", { name })}
      okButtonProps={{ danger: true, type: "default", disabled: !to }}
      onCancel={onCancel}
      onOk={() => onRemove(to)}
    >
      <label htmlFor={id}>{t("states.whereTo", { name })}</label>
      <Select
        id={id}
        className={css.wide}
        value={to}
        options={others.map((each) => ({
          value: each.key,
          label: labelText(each.label, language),
        }))}
        onChange={setTo}
      />
    </Modal>
  );
}
