import { type ComponentType, lazy } from "react";
import type { RecordPart, RecordPartProps } from "@/records/detail/parts";
import { withTexts } from "@/text/t";

const later = (load: () => Promise<ComponentType<RecordPartProps>>, area: string) =>
  lazy(withTexts(async () => ({ default: await load() }), area));

/** What stands beside a record with its timeline, each in a chunk of its own. */
export const RECORD_PARTS: readonly RecordPart[] = [
  {
    key: "approvals",
    isFor: () => true,
    View: later(
      async () => (await import("@/approvals/RecordApprovals")).RecordApprovals,
      "approvals",
    ),
  },
  {
    key: "assignments",
    isFor: (_, table) =>
      [...table.fields.values()].some((field) => field.target === "user" && !field.isSystem),
    View: later(async () => (await import("@/runs/RecordAssignments")).RecordAssignments, "runs"),
  },
  {
    key: "runs",
    isFor: () => true,
    View: later(async () => (await import("@/runs/RecordRuns")).RecordRuns, "runs"),
  },
];
