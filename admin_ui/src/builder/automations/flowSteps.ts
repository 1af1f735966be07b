import {
  CircleStop,
  Clock,
  CornerUpLeft,
  GitBranch,
  Play,
  Plug,
  Radio,
  Repeat,
} from "lucide-react";
import { condition, formula, type StepKind, time, within } from "./stepKind";

/** Steps that decide what comes next, and those that reach outside. */
export const FLOW_STEPS: readonly StepKind[] = [
  {
    kind: "branch",
    icon: GitBranch,
    color: "purple",
    fresh: { branches: [{ when: "", steps: [] }] },
    properties: [
      {
        key: "branches",
        control: {
          kind: "list",
          of: [
            { key: "when", control: condition, isNeeded: true },
            { key: "label", control: { kind: "words" } },
          ],
          fresh: () => ({ when: "", steps: [] }),
        },
      },
    ],
  },
  {
    kind: "wait",
    icon: Clock,
    color: "yellow",
    fresh: { during: "24h" },
    properties: [
      { key: "during", control: { kind: "duration" } },
      time,
      { key: "until", control: formula },
      { key: "holds", control: condition },
      within,
    ],
  },
  {
    kind: "each",
    icon: Repeat,
    color: "purple",
    fresh: { over: "", steps: [] },
    properties: [
      { key: "over", control: formula, isNeeded: true },
      { key: "most", control: { kind: "number" } },
    ],
  },
  {
    kind: "call",
    icon: Plug,
    color: "pink",
    fresh: { connector: "", operation: "" },
    properties: [
      { key: "connector", control: { kind: "name", of: "connector" }, isNeeded: true },
      { key: "operation", control: { kind: "line" }, isNeeded: true },
      { key: "values", control: { kind: "named" }, label: "callValues" },
      { key: "parts", control: { kind: "named", isText: true }, label: "callParts" },
    ],
  },
  {
    kind: "emit",
    icon: Radio,
    color: "pink",
    fresh: { event: "" },
    properties: [
      { key: "event", control: { kind: "line", hint: "contract.signed" }, isNeeded: true },
      { key: "values", control: { kind: "named" }, label: "callValues" },
    ],
  },
  {
    kind: "run",
    icon: Play,
    color: "green",
    fresh: { automation: "" },
    properties: [
      { key: "automation", control: { kind: "name", of: "automation" }, isNeeded: true },
      { key: "record", control: formula },
    ],
  },
  {
    kind: "goto",
    icon: CornerUpLeft,
    color: "grey",
    fresh: { step: "" },
    properties: [{ key: "step", control: { kind: "name", of: "step" }, isNeeded: true }],
  },
  { kind: "stop", icon: CircleStop, color: "grey", fresh: {}, properties: [] },
];
