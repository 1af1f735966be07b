import { expect, test } from "vitest";
import { t, withTexts } from "@/text/t";
import type { Run } from "./runs";
import { waitingText } from "./waitingText";

const NOW = Date.parse("2026-11-20T02:00:00Z");
const run: Run = {
  id: "1",
  app: "crm",
  automation: "assign",
  label: "分配",
  state: "waiting",
  table: "lead",
  record: "2",
  steps: 1,
  started_at: "2026-11-20T01:00:00Z",
  ended_at: null,
  due_at: "2026-11-20T02:12:00Z",
  error: null,
  is_old_version: false,
  may_mend: true,
  waits_for: ["todo"],
  next_try_at: null,
  lines: [],
};

test.each<[Partial<Run>, string[], string]>([
  [{}, ["张三"], "等待 张三 回答，剩 12:00"],
  [{}, ["张三", "李娜"], "等待 张三、李娜 回答，剩 12:00"],
  [{ due_at: null }, [], "等待有人回答"],
  [{ waits_for: ["record", "todo"] }, ["张三"], "等待 张三 回答，剩 12:00"],
  [{ waits_for: [] }, [], "等到时间，剩 12:00"],
  [{ waits_for: ["approval"], due_at: null }, [], "等待审批"],
  [{ state: "done", ended_at: "2026-11-20T01:30:00Z" }, [], ""],
  [{ state: "running", next_try_at: "2026-11-20T02:00:30Z" }, [], "出错后会再试，剩 00:30"],
  [{ state: "running", next_try_at: "2026-11-20T01:59:30Z" }, [], ""],
])("%o of %j", async (more, people, text) => {
  await withTexts(async () => null, "runs")();
  expect(waitingText({ ...run, ...more }, people, t, NOW)).toBe(text);
});
