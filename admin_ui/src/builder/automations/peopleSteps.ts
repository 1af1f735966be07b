import {
  BadgeCheck,
  Bell,
  MessageCircleQuestionMark,
  SquareCheckBig,
  UserPlus,
} from "lucide-react";
import type { Part, Property } from "../properties/spec";
import { condition, formula, ofField, type StepKind, time, who, within } from "./stepKind";

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

/** Steps that ask people and tell them. */
export const PEOPLE_STEPS: readonly StepKind[] = [
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
];
