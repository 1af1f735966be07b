import { ArrowRight, CircleAlert, Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { StateMachineDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { Dot } from "@/ui/Tag";
import { problemsAt } from "../properties/around";
import type { Chosen } from "./StatesTab";
import css from "./states.module.css";
import { type Design, nthName } from "./useMachine";

interface Props {
  design: Design;
  machine: StateMachineDocument;
  chosen: Chosen | null;
  onChoose(next: Chosen): void;
}

/** States and moves in words, with what is wrong with each. */
export function MachineLists(props: Props) {
  const { t } = useTranslation();
  const { design, machine, onChoose } = props;
  const { language } = useLook();
  const state = (key: string) => machine.states.find((each) => each.key === key);
  // What is typed while a key is made is kept.
  const latest = useRef(machine);
  latest.current = machine;
  const addState = async () => {
    const label = nthName("state", machine.states.length + 1);
    const key = await design.keyFor("state", label);
    const now = latest.current;
    design.put({ ...now, states: [...now.states, { key, label }] });
    onChoose({ kind: "state", key });
  };
  const addMove = async () => {
    const label = nthName("move", (machine.transitions?.length ?? 0) + 1);
    const key = await design.keyFor("transition", label);
    const from = machine.states.at(-2)?.key ?? machine.initial;
    const to = machine.states.at(-1)?.key ?? machine.initial;
    const move = { key, label, from: [from], to };
    const now = latest.current;
    design.put({ ...now, transitions: [...(now.transitions ?? []), move] });
    onChoose({ kind: "move", key });
  };
  const addPhase = async () => {
    const label = nthName("phase", (machine.phases?.length ?? 0) + 1);
    const key = await design.keyFor("phase", label);
    const now = latest.current;
    design.put({ ...now, phases: [...(now.phases ?? []), { key, label }] });
    onChoose({ kind: "phase", key });
  };
  return (
    <div className={css.lists}>
      <div className={css.column}>
        <List title={t("states.states")} add={t("states.addState")} onAdd={() => void addState()}>
          {machine.states.map(({ key, label, color }, index) => (
            <Item key={key} {...props} what={{ kind: "state", key }} pointer={`/states/${index}`}>
              <Dot color={color ?? "grey"}>{labelText(label, language)}</Dot>
            </Item>
          ))}
        </List>
        <List title={t("states.phases")} add={t("states.addPhase")} onAdd={() => void addPhase()}>
          {(machine.phases ?? []).map(({ key, label, color }, index) => (
            <Item key={key} {...props} what={{ kind: "phase", key }} pointer={`/phases/${index}`}>
              <Dot color={color ?? "grey"}>{labelText(label, language)}</Dot>
              <small>
                {machine.states
                  .filter((each) => each.phase === key)
                  .map((each) => labelText(each.label, language))
                  .join("、")}
              </small>
            </Item>
          ))}
          {!machine.phases?.length && <li className={css.about}>{t("states.phasesAbout")}</li>}
        </List>
      </div>
      <List title={t("states.moves")} add={t("states.addMove")} onAdd={() => void addMove()}>
        {(machine.transitions ?? []).map(({ key, label, from, to }, index) => (
          <Item key={key} {...props} what={{ kind: "move", key }} pointer={`/transitions/${index}`}>
            <span>{labelText(label, language)}</span>
            <small>
              {from.map((each) => labelText(state(each)?.label, language) || each).join("、")}
              <ArrowRight size={12} aria-label={t("states.to")} />
              {labelText(state(to)?.label, language) || to}
            </small>
          </Item>
        ))}
      </List>
    </div>
  );
}

function List({
  title,
  add,
  onAdd,
  children,
}: {
  title: string;
  add: string;
  onAdd(): void;
  children: React.ReactNode;
}) {
  return (
    <section className={css.list} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <IconButton icon={Plus} label={add} onClick={onAdd} />
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function Item({
  design,
  chosen,
  onChoose,
  what,
  pointer,
  children,
}: Props & { what: Chosen; pointer: string; children: React.ReactNode }) {
  const found = problemsAt(design.around.problems, `${design.pointer}${pointer}`, true);
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen?.kind === what.kind && chosen.key === what.key}
        onClick={() => onChoose(what)}
      >
        {children}
        {found.map((problem) => (
          <em key={`${problem.pointer} ${problem.message}`} data-severity={problem.severity}>
            <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
            {problem.message}
          </em>
        ))}
      </button>
    </li>
  );
}
