import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { queryClient, recordPath } from "@/api/queries";
import type { Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { type Bulk, idsOf, writeSlices } from "./bulk";

/** The records are deleted; the notice says so, what was refused, and takes it back. */
export async function removeMany(table: Table, bulk: Bulk, onClear: () => void): Promise<void> {
  try {
    const ids = await idsOf(table, bulk);
    const { done, refused } = await writeSlices(
      table,
      ids,
      (slice) => ({ delete: [...slice] }),
      () => undefined,
    );
    onClear();
    const words = { count: done.length, table: table.label };
    const text = [
      done.length > 0 ? t("commands.deleted", words) : "",
      refused.length > 0
        ? t("list.bulk.notDeleted", { count: refused.length, why: refused[0]?.message ?? "" })
        : "",
    ].filter(Boolean);
    notify({
      text: text.join(t("list.bulk.and")),
      kind: done.length > 0 ? "done" : "failed",
      ...(done.length > 0
        ? { action: { label: t("ui.undo"), run: () => void restoreMany(table, done) } }
        : {}),
    });
  } catch (error) {
    notify({ text: t("commands.notDeleted", { why: wordsOf(error) }), kind: "failed" });
  }
}

async function restoreMany(table: Table, ids: readonly string[]): Promise<void> {
  try {
    for (const id of ids) await post(`${recordPath(table.app, table.key, id)}/restore`);
  } catch (error) {
    notify({ text: t("commands.notRestored", { why: wordsOf(error) }), kind: "failed" });
  }
  await queryClient.invalidateQueries({ queryKey: ["records", table.app] });
}

export const wordsOf = (error: unknown): string =>
  error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error);
