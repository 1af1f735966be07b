import { beforeAll, expect, test } from "vitest";
import { t, withTexts } from "@/text/t";
import type { AutomationFinding, Differences, Report } from "./report";
import { difference, sentencesOf } from "./sentences";

const EMPTY: Report = {
  since: "2026-08-24T01:40:00Z",
  until: "2026-11-22T01:40:00Z",
  events: 0,
  records: 0,
  seconds: 0,
  rules: [],
  fields: [],
  automations: [],
  limits: [],
  notes: [],
};

const AUTOMATION: AutomationFinding = {
  automation: "crm.assign_lead",
  label: "分配线索",
  table: "crm.lead",
  change: "changed",
  starts: { same: 100, only_draft: 0, only_present: 0 },
  outcomes: { same: 100, elsewhere: 0 },
  assigned: [],
  told: [],
  asked: [],
  written: [],
  refused: [],
  branches: [],
  examples: [],
};

const VALUES: Differences = {
  records: 100,
  same: 80,
  up: 15,
  down: 5,
  filled: 0,
  blanked: 0,
  other: 0,
  mean_at_present: null,
  mean_of_draft: null,
};

const assigned = (elsewhere: number) => ({
  step: "who",
  table: "crm.lead",
  field: "owner",
  same: 1,
  elsewhere,
  only_draft: 0,
  only_present: 0,
  people: [],
  moves: [],
});

const told = (at_present: number, of_draft: number) => ({
  person: { id: "9", name: "李四" },
  by: "inbox",
  at_present,
  of_draft,
});

const rule = (refused: number, refused_at_present: number) => ({
  table: "crm.lead",
  kind: "validate",
  key: "amount_ok",
  label: "金额要填",
  change: "changed" as const,
  looked_at: 10_000,
  refused,
  refused_at_present,
  examples: [],
});

const limit = (stage: string, at_present: number, of_draft: number) => ({
  table: "crm.lead",
  field: "stage",
  state: "new",
  label: "新线索",
  stage,
  change: "changed" as const,
  at_present,
  of_draft,
  examples: [],
});

const field = (now: Differences) => ({
  table: "crm.lead",
  field: "score",
  label: "评分",
  type: "number",
  change: "changed" as const,
  now,
  // biome-ignore lint/suspicious/noThenProperty: as the report names it
  then: now,
  moves: null,
  examples: [],
});

beforeAll(() => withTexts(async () => undefined, "automations")());

test.each<[string, Partial<Report>, string[]]>([
  ["nothing", {}, []],
  ["an automation that does as before", { automations: [AUTOMATION] }, []],
  [
    "other people",
    { automations: [{ ...AUTOMATION, assigned: [assigned(9_000), assigned(12)] }] },
    ["「分配线索」会把 9,012 条分给别人"],
  ],
  [
    "other starts and messages",
    {
      automations: [
        {
          ...AUTOMATION,
          starts: { same: 1, only_draft: 120, only_present: 80 },
          told: [told(400, 380), told(0, 5)],
        },
      ],
    },
    ["「分配线索」多触发 120 次，少触发 80 次，少通知 15 人次"],
  ],
  [
    "only other ways",
    { automations: [{ ...AUTOMATION, outcomes: { same: 1, elsewhere: 7 } }] },
    ["「分配线索」有 7 次结果不同"],
  ],
  ["refused writes", { rules: [rule(1_203, 4)] }, ["「金额要填」会拒绝 1,203 次写入，现在是 4 次"]],
  ["writes refused as before", { rules: [rule(4, 4)] }, []],
  [
    "limits",
    { limits: [limit("over", 120, 800), limit("12h", 0, 3), limit("over", 1, 1)] },
    ["「新线索」会超时 800 次，现在是 120 次", "「新线索」会预警 3 次，现在是 0 次"],
  ],
  ["values", { fields: [field(VALUES)] }, ["「评分」有 20 条记录的值会不同"]],
])("%s", (_, more, said) => {
  expect(sentencesOf({ ...EMPTY, ...more }, t)).toEqual(said);
});

test("a difference is told for all figures together", () => {
  expect(difference([told(3, 10), told(4, 0)])).toBe(3);
  expect(difference([])).toBe(0);
});
