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
import { changedMove, makesMove, moved, type Transition, withMove } from "./machine";
import { MOVE } from "./specs";
import css from "./states.module.css";
import type { Design } from "./useMachine";

interface Props {
  design: Design;
  machine: StateMachineDocument;
  move: Transition;
  onClose(): void;
}

/** Everything that is said of one move, who makes it too. */
export function MoveForm({ design, machine, move, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const all = machine.transitions ?? [];
  return (
    <AroundContext value={design.around}>
      <Head
        kind={t("states.move")}
        name={labelText(move.label, language)}
        onShift={(by) => design.put({ ...machine, transitions: moved(all, move.key, by) })}
        onRemove={() => {
          design.putWithout(changedMove(machine, move.key, null));
          onClose();
        }}
        onClose={onClose}
      />
      <div className={css.form}>
        <PropertyForm
          properties={[{ key: "label", control: { kind: "words" }, label: "name", isNeeded: true }]}
          part={move as unknown as Part}
          pointer={`${design.pointer}/transitions/${all.indexOf(move)}`}
          onChange={(next, about) =>
            design.put(changedMove(machine, move.key, next as unknown as Transition), about)
          }
        />
        <Who design={design} machine={machine} move={move} />
        <PropertyForm
          properties={MOVE}
          part={move as unknown as Part}
          pointer={`${design.pointer}/transitions/${all.indexOf(move)}`}
          onChange={(next, about) =>
            design.put(changedMove(machine, move.key, next as unknown as Transition), about)
          }
        />
      </div>
    </AroundContext>
  );
}

/** The roles that make the move: what each says of it stands in its own document. */
function Who({ design, machine, move }: Omit<Props, "onClose">) {
  const { t } = useTranslation();
  const { language } = useLook();
  const id = useId();
  const { model, table, document, roles } = design;
  const place = { app: model.key, table, move: move.key };
  const all = [machine, ...(document.state_machines ?? [])].flatMap((each) =>
    (each.transitions ?? []).map(({ key }) => key),
  );
  const making = roles.filter((role) => makesMove(role, model.key, table, move.key));
  const choose = (keys: string[]) => {
    for (const role of roles) {
      const isOn = keys.includes(role.key);
      if (isOn !== making.includes(role))
        design.putRole(withMove(role, place, [...new Set(all)], isOn));
    }
  };
  return (
    <div className={css.who}>
      <label htmlFor={id}>{t("states.who")}</label>
      <Select
        id={id}
        mode="multiple"
        placeholder={t("states.whoHint")}
        value={making.map(({ key }) => key)}
        options={roles.map((role) => ({ value: role.key, label: labelText(role.label, language) }))}
        onChange={choose}
      />
    </div>
  );
}
