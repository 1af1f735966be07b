import type { Part, Property } from "../properties/spec";
import { FLOW_STEPS } from "./flowSteps";
import { PEOPLE_STEPS } from "./peopleSteps";
import { RECORD_STEPS } from "./recordSteps";
import { condition, type StepKind } from "./stepKind";

/** The table of steps, in the order in which they are offered. */
export const STEP_KINDS: readonly StepKind[] = [...PEOPLE_STEPS, ...RECORD_STEPS, ...FLOW_STEPS];

/** What is asked of every step. */
export const EVERY_STEP: readonly Property[] = [
  { key: "label", control: { kind: "words" }, label: "stepLabel" },
  { key: "when", control: condition, label: "stepWhen" },
  { key: "key", control: { kind: "line" }, label: "stepKey" },
];

export const kindOf = (step: Part): StepKind | undefined =>
  STEP_KINDS.find(({ kind }) => kind === step.do);
