import { lazy, Suspense } from "react";
import { queryClient } from "@/api/queries";
import type { RecordRow, Values } from "@/api/types";
import type { CreateRecord } from "@/fields/reference/creating";
import type { AppModel } from "@/metadata/types";
import { showOver } from "@/ui/Over";

const FormDrawer = lazy(async () => ({ default: (await import("./FormDrawer")).FormDrawer }));

/** Opens a form for a new record over the page; null: given up. */
export const newRecord = (app: string, table: string, values: Values = {}) =>
  showOver<RecordRow>((done) => (
    <Suspense fallback={null}>
      <FormDrawer app={app} table={table} values={values} onDone={done} />
    </Suspense>
  ));

/** The same for a reference picker: what was made, by its title. */
export const createInPlace: CreateRecord = async (app, table, values) => {
  const record = await newRecord(app, table, values);
  if (!record) return null;
  const model = queryClient
    .getQueriesData<AppModel>({ queryKey: ["app", app] })
    .find(([, found]) => found?.tables.has(table))?.[1];
  const title = model?.tables.get(table)?.title?.key;
  return { id: record.id, title: String((title && record.values[title]) || record.id) };
};
