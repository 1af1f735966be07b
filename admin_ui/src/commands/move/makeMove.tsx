import { lazy, Suspense } from "react";
import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { queryClient, recordPath } from "@/api/queries";
import type { Move, RecordRow, Values } from "@/api/types";
import type { Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { showOver } from "@/ui/Over";

const MoveDialog = lazy(() => import("./MoveDialog"));

/** The record has made the move, its form filled in; null: it has not. */
export async function makeMove(
  table: Table,
  record: RecordRow,
  move: Move,
): Promise<RecordRow | null> {
  if (asksFirst(move))
    return showOver<RecordRow>((done) => (
      <Suspense fallback={null}>
        <MoveDialog table={table} record={record} move={move} done={done} />
      </Suspense>
    ));
  try {
    return await sendMove(table, record, move, {}, null);
  } catch (error) {
    const why = error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : "";
    notify({ text: t("commands.move.refused", { move: move.label, why }), kind: "failed" });
    return null;
  }
}

/** Whether something is to be filled in, read or said before the move. */
const asksFirst = (move: Move): boolean =>
  move.form.some(({ is_asked }) => is_asked) ||
  move.reason === "required" ||
  move.confirm !== null ||
  move.approval !== null;

/** What the state is called that a move leads to. */
const stateOf = (table: Table, move: Move): string =>
  [...table.fields.values()]
    .filter((field) => field.type === "state")
    .flatMap((field) => field.options)
    .find((option) => option.value === move.to)?.label ?? move.to;

/** Sends it; everything that shows the record is asked again. */
export async function sendMove(
  table: Table,
  record: RecordRow,
  move: Move,
  form: Values,
  reason: string | null,
  approvers: Record<string, string[]> = {},
): Promise<RecordRow> {
  const path = `${recordPath(table.app, table.key, record.id)}/transitions/${move.key}`;
  const moved = await post<RecordRow>(
    path,
    {
      form,
      ...(reason ? { reason } : {}),
      ...(Object.keys(approvers).length > 0 ? { approvers } : {}),
    },
    { version: record.version },
  ).finally(() => void queryClient.invalidateQueries({ queryKey: ["records", table.app] }));
  const waits = moved.warnings?.find(({ code }) => code === "approval_pending");
  notify({ text: waits?.message ?? t("commands.move.done", { state: stateOf(table, move) }) });
  return moved;
}
