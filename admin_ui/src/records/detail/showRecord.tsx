import { lazy, Suspense } from "react";
import { showOver } from "@/ui/Over";

const RecordDrawer = lazy(async () => ({ default: (await import("./RecordDrawer")).RecordDrawer }));

/** Shows a record beside what one is doing. */
export const showRecord = (app: string, table: string, id: string) =>
  showOver<null>((done) => (
    <Suspense fallback={null}>
      <RecordDrawer app={app} table={table} id={id} guards={false} onClose={() => done(null)} />
    </Suspense>
  ));
