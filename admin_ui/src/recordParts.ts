import { lazy } from "react";
import type { RecordPart } from "@/records/detail/parts";
import { withTexts } from "@/text/t";

/** What stands beside a record with its timeline, each in a chunk of its own. */
export const RECORD_PARTS: readonly RecordPart[] = [
  {
    key: "approvals",
    isFor: () => true,
    View: lazy(
      withTexts(
        async () => ({ default: (await import("@/approvals/RecordApprovals")).RecordApprovals }),
        "approvals",
      ),
    ),
  },
  {
    key: "assignments",
    isFor: (_, table) =>
      [...table.fields.values()].some((field) => field.target === "user" && !field.isSystem),
    View: lazy(
      withTexts(
        async () => ({ default: (await import("@/runs/RecordAssignments")).RecordAssignments }),
        "runs",
      ),
    ),
  },
  {
    key: "runs",
    isFor: (me, table) =>
      me.is_admin || me.app_cards.some((app) => app.key === table.app && app.build.length > 0),
    View: lazy(
      withTexts(async () => ({ default: (await import("@/runs/RecordRuns")).RecordRuns }), "runs"),
    ),
  },
];
