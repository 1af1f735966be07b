import type { LucideIcon } from "lucide-react";
import {
  ArrowRightLeft,
  BadgeCheck,
  Bell,
  ChartBar,
  CirclePlus,
  CircleStop,
  Clock,
  CornerUpLeft,
  Dices,
  GitBranch,
  MessageCircleQuestionMark,
  PenLine,
  Play,
  Plug,
  Radio,
  Repeat,
  ScanText,
  Search,
  SquareCheckBig,
  SquarePen,
  Trash2,
  UserPlus,
} from "lucide-react";
import type { Color } from "@/api/colors";
import type { Control, Part, Property } from "../properties/spec";

/** A kind of step: how it looks, what a new one holds, what is asked of it. */
export interface StepKind {
  kind: string;
  icon: LucideIcon;
  color: Color;
  fresh: Part;
  properties: readonly Property[];
}

const condition: Control = { kind: "formula", use: "condition" };
const formula: Control = { kind: "formula", use: "set" };
const filter: Property = {
  key: "filter",
  control: { kind: "formula", use: "filter", of: "table" },
};
const table: Property = { key: "table", control: { kind: "table" }, isNeeded: true };
const within: Property = { key: "within", control: { kind: "duration" } };
const time: Property = {
  key: "time",
  control: { kind: "choice", options: ["calendar", "working"] },
};
const who: Property = { key: "who", control: { kind: "who" }, isNeeded: true };
const ofField = (key: string, types?: readonly string[]): Property => ({
  key,
  control: { kind: "field", ...(types ? { types } : {}) },
  isNeeded: true,
});

const PICKS = [
  "round_robin",
  "least_loaded",
  "weighted",
  "nearest",
  "highest_score",
  "first",
  "all",
] as const;
const isPicked =
  (...picks: readonly string[]) =>
  (part: Part): boolean =>
    picks.includes(String(part.pick ?? "round_robin"));

/** Whom a rule of an assignment means: one of the ways, and how one of several is picked. */
const ASSIGNEE: readonly Property[] = [
  { key: "role", control: { kind: "name", of: "role" } },
  { key: "department", control: { kind: "line" }, label: "departmentCode" },
  { key: "department_of", control: formula, label: "departmentOf" },
  { key: "deep", control: { kind: "switch" } },
  { key: "head", control: { kind: "switch" } },
  { key: "supervisor_of", control: formula },
  { key: "person", control: formula },
  { key: "pick", control: { kind: "choice", options: PICKS } },
  { key: "weight", control: formula, shown: isPicked("weighted") },
  { key: "score", control: formula, shown: isPicked("highest_score") },
  { key: "near", control: { kind: "field", types: ["location"] }, shown: isPicked("nearest") },
  { key: "place", control: formula, shown: isPicked("nearest") },
  { key: "capacity", control: { kind: "number" } },
];

/** The table of steps, in the order in which they are offered. */
export const STEP_KINDS: readonly StepKind[] = [
  {
    kind: "assign",
    icon: UserPlus,
    color: "indigo",
    fresh: { rules: [] },
    properties: [
      ofField("field", ["user", "users"]),
      {
        key: "department",
        control: { kind: "field", types: ["department"] },
        label: "alsoDepartment",
      },
      {
        key: "rules",
        control: {
          kind: "list",
          of: [
            { key: "label", control: { kind: "words" } },
            { key: "when", control: condition },
            { key: "to", control: { kind: "group", of: ASSIGNEE } },
          ],
          fresh: () => ({ to: {} }),
        },
      },
      { key: "otherwise", control: { kind: "group", of: ASSIGNEE }, label: "assignOtherwise" },
      { key: "takeover", control: formula },
    ],
  },
  {
    kind: "confirm",
    icon: MessageCircleQuestionMark,
    color: "teal",
    fresh: { who: "", ask: "" },
    properties: [
      who,
      { key: "ask", control: { kind: "text" }, isNeeded: true },
      within,
      time,
      { key: "remind", control: { kind: "duration" } },
      { key: "reason_on_decline", control: { kind: "switch" } },
    ],
  },
  {
    kind: "approve",
    icon: BadgeCheck,
    color: "teal",
    fresh: { approval: "" },
    properties: [{ key: "approval", control: { kind: "name", of: "approval" }, isNeeded: true }],
  },
  {
    kind: "task",
    icon: SquareCheckBig,
    color: "teal",
    fresh: { who: "", title: "" },
    properties: [
      who,
      { key: "title", control: { kind: "text", isShort: true }, isNeeded: true },
      { key: "text", control: { kind: "text" } },
      within,
      time,
    ],
  },
  {
    kind: "notify",
    icon: Bell,
    color: "blue",
    fresh: { who: "", text: "" },
    properties: [
      who,
      { key: "cc", control: { kind: "who" } },
      { key: "by", control: { kind: "name", of: "channel", isMany: true } },
      { key: "title", control: { kind: "text", isShort: true } },
      { key: "text", control: { kind: "text" }, isNeeded: true },
    ],
  },
  {
    kind: "set",
    icon: PenLine,
    color: "orange",
    fresh: { values: {} },
    properties: [{ key: "values", control: { kind: "values" }, isNeeded: true }],
  },
  {
    kind: "move",
    icon: ArrowRightLeft,
    color: "orange",
    fresh: { transition: "" },
    properties: [
      { key: "transition", control: { kind: "name", of: "move" }, isNeeded: true },
      { key: "table", control: { kind: "table" } },
      { key: "record", control: formula },
      { key: "form", control: { kind: "values", of: "table" }, label: "moveForm" },
      { key: "reason", control: { kind: "text", isShort: true } },
    ],
  },
  {
    kind: "create",
    icon: CirclePlus,
    color: "orange",
    fresh: { table: "", values: {} },
    properties: [table, { key: "values", control: { kind: "values", of: "table" } }],
  },
  {
    kind: "update",
    icon: SquarePen,
    color: "orange",
    fresh: { table: "", record: "", values: {} },
    properties: [
      table,
      { key: "record", control: formula, isNeeded: true },
      { key: "values", control: { kind: "values", of: "table" } },
    ],
  },
  {
    kind: "delete",
    icon: Trash2,
    color: "red",
    fresh: {},
    properties: [
      { key: "table", control: { kind: "table" } },
      { key: "record", control: formula },
    ],
  },
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
    kind: "find",
    icon: Search,
    color: "grey",
    fresh: { table: "" },
    properties: [
      table,
      filter,
      { key: "sort", control: { kind: "line", hint: "-created_at" } },
      { key: "similar", control: { kind: "field", isMany: true } },
      { key: "all", control: { kind: "switch" } },
      { key: "most", control: { kind: "number" } },
    ],
  },
  {
    kind: "measure",
    icon: ChartBar,
    color: "grey",
    fresh: { table: "", measures: {} },
    properties: [table, filter, { key: "measures", control: { kind: "named" }, isNeeded: true }],
  },
  {
    kind: "sample",
    icon: Dices,
    color: "grey",
    fresh: { table: "" },
    properties: [
      table,
      filter,
      { key: "percent", control: { kind: "number" } },
      { key: "count", control: { kind: "number" } },
      { key: "seed", control: formula },
    ],
  },
  {
    kind: "extract",
    icon: ScanText,
    color: "grey",
    fresh: { text: "", parts: {} },
    properties: [
      { key: "text", control: formula, label: "extractText", isNeeded: true },
      {
        key: "parts",
        control: { kind: "named", isText: true },
        label: "extractParts",
        isNeeded: true,
      },
      {
        key: "lexicon",
        control: {
          kind: "group",
          of: [
            { key: "table", control: { kind: "table" } },
            { key: "word", control: { kind: "field", of: "table" } },
            { key: "value", control: { kind: "field", of: "table" } },
          ],
        },
      },
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

/** What is asked of every step. */
export const EVERY_STEP: readonly Property[] = [
  { key: "label", control: { kind: "words" }, label: "stepLabel" },
  { key: "when", control: condition, label: "stepWhen" },
  { key: "key", control: { kind: "line" }, label: "stepKey" },
];

export const kindOf = (step: Part): StepKind | undefined =>
  STEP_KINDS.find(({ kind }) => kind === step.do);
