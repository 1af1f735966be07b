import { CircleAlert, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import { type Label, labelText } from "@/text/t";
import { problemsAt } from "../properties/around";
import type { Part } from "../properties/spec";
import { AddStep } from "./AddStep";
import type { Shown } from "./Editor";
import { kindOf } from "./steps";
import css from "./Tree.module.css";
import { blocksOf, type Path, pointerOf, withStep } from "./tree";
import { Words } from "./words";

interface TreeProps {
  model: AppModel;
  table: string | null;
  document: Part;
  problems: readonly Problem[];
  shown: Shown;
  onShow(next: Shown): void;
  onChange(next: Part): void;
}

/** The trigger on top, the steps below it, each in one sentence. */
export function Tree(props: TreeProps) {
  const { t } = useTranslation();
  const { model, table, document, problems, shown, onShow } = props;
  const words = new Words(model, table);
  const found = [...problemsAt(problems, "/on", true), ...problemsAt(problems, "/when", true)];
  return (
    <div className={css.tree}>
      <Box
        icon={<Zap size={16} strokeWidth={1.75} aria-hidden="true" />}
        color="orange"
        kind={t("automations.trigger")}
        says={words.ofTrigger(document.on as Part)}
        more={document.when ? t("automations.and", { when: document.when }) : ""}
        problems={found}
        isOn={shown.kind === "trigger"}
        onShow={() => onShow({ kind: "trigger" })}
      />
      <Steps {...props} words={words} list={["steps"]} steps={(document.steps ?? []) as Part[]} />
    </div>
  );
}

function Steps({
  list,
  steps,
  words,
  ...props
}: TreeProps & { words: Words; list: Path; steps: readonly Part[] }) {
  const { t } = useTranslation();
  const add = (index: number) => (step: Part) => {
    props.onChange(withStep(props.document, list, index, step));
    props.onShow({ kind: "step", path: [...list, index] });
  };
  return (
    <ol className={css.steps}>
      <li className={css.join}>
        <AddStep label={t("automations.addFirst")} onAdd={add(0)} />
      </li>
      {steps.map((step, index) => (
        // A step is known by its place: it may have no key.
        <li key={index} className={css.item}>
          <StepBox {...props} words={words} step={step} path={[...list, index]} />
          <Blocks {...props} words={words} step={step} path={[...list, index]} />
          <div className={css.join}>
            <AddStep label={t("automations.addAfter", { at: index + 1 })} onAdd={add(index + 1)} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepBox({
  step,
  path,
  words,
  problems,
  shown,
  onShow,
}: TreeProps & { words: Words; step: Part; path: Path }) {
  const { t } = useTranslation();
  const kind = kindOf(step);
  const Icon = kind?.icon ?? Zap;
  const pointer = pointerOf(path);
  const inner = blocksOf(step).map((block) => `${pointer}${pointerOf(block.path)}/`);
  const own = problemsAt(problems, pointer, true).filter(
    ({ pointer: at = "" }) => !inner.some((prefix) => at.startsWith(prefix)),
  );
  const label = step.label ? labelText(step.label as Label) : "";
  return (
    <Box
      icon={<Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      color={kind?.color ?? "grey"}
      kind={label || t(`automations.do.${step.do}`)}
      says={words.ofStep(step)}
      more={step.when ? t("automations.onlyIf", { when: step.when }) : ""}
      problems={own}
      isOn={shown.kind === "step" && pointerOf(shown.path) === pointer}
      onShow={() => onShow({ kind: "step", path })}
    />
  );
}

/** What may follow a step: a column for each answer. */
function Blocks({
  step,
  path,
  words,
  ...props
}: TreeProps & { words: Words; step: Part; path: Path }) {
  const { t } = useTranslation();
  const blocks = blocksOf(step);
  if (blocks.length === 0) return null;
  return (
    <div className={css.blocks}>
      {blocks.map((block) => (
        <section key={pointerOf(block.path)} aria-label={blockName(block.name, block.said, t)}>
          <p className={css.answer}>{blockName(block.name, block.said, t)}</p>
          <Steps {...props} words={words} list={[...path, ...block.path]} steps={block.steps} />
        </section>
      ))}
    </div>
  );
}

const blockName = (name: string, said: string | undefined, t: (key: string) => string): string =>
  said || t(`automations.blocks.${name}`);

function Box({
  icon,
  color,
  kind,
  says,
  more,
  problems,
  isOn,
  onShow,
}: {
  icon: React.ReactNode;
  color: string;
  kind: string;
  says: string;
  more: string;
  problems: readonly Problem[];
  isOn: boolean;
  onShow(): void;
}) {
  return (
    <button type="button" className={css.box} aria-pressed={isOn} onClick={onShow}>
      <i style={{ background: `var(--${color}-bg)`, color: `var(--${color}-tx)` }}>{icon}</i>
      <span className={css.words}>
        <small>{kind}</small>
        <span>{says}</span>
        {more && <small>{more}</small>}
        {problems.map((problem) => (
          <em key={`${problem.pointer} ${problem.message}`} data-severity={problem.severity}>
            <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
            {problem.message}
          </em>
        ))}
      </span>
    </button>
  );
}
