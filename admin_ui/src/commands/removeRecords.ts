import { call, post, remove } from "@/api/client";
import { ApiError } from "@/api/errors";
import { queryClient, recordPath, tablePath } from "@/api/queries";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import type { Target } from "./define";

interface BatchAnswer {
  results?: { id?: string; status?: string; problems?: { message: string }[] }[];
}

const SLICE = 1_000;

/** The records are deleted; the notice says so and takes it back for as long as it stands. */
export async function removeRecords(target: Target): Promise<void> {
  const { table, records } = target;
  const path = tablePath(table.app, table.key);
  const [first] = records;
  // The page of a record is left before that is gone, so that nothing asks for it again.
  await target.go(`/a/${table.app}/${table.key}`);
  try {
    if (records.length === 1 && first) await remove(recordPath(table.app, table.key, first.id));
    else
      for (let at = 0; at < records.length; at += SLICE)
        await call<BatchAnswer>("POST", `${path}/batch`, {
          body: { delete: records.slice(at, at + SLICE).map(({ id }) => ({ id })) },
        });
  } catch (error) {
    const why = error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : "";
    if (records.length === 1 && first) await target.go(`/a/${table.app}/${table.key}/${first.id}`);
    notify({ text: t("commands.notDeleted", { why }), kind: "failed" });
    return;
  }
  await queryClient.invalidateQueries({ queryKey: ["records", table.app] });
  notify({
    text: t("commands.deleted", { count: records.length, table: table.label }),
    action: { label: t("ui.undo"), run: () => void restoreRecords(target) },
  });
}

async function restoreRecords({ table, records, go }: Target): Promise<void> {
  try {
    for (const { id } of records) await post(`${recordPath(table.app, table.key, id)}/restore`);
    const [first] = records;
    if (records.length === 1 && first) await go(`/a/${table.app}/${table.key}/${first.id}`);
  } catch (error) {
    const why = error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : "";
    notify({ text: t("commands.notRestored", { why }), kind: "failed" });
  }
  await queryClient.invalidateQueries({ queryKey: ["records", table.app] });
}
