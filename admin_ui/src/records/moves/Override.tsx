import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import { showOver } from "@/ui/Over";

const OverrideDialog = lazy(() => import("./OverrideDialog"));

/** The record is in another state, past its machine; null: it is not. */
export const overrideState = (table: Table, record: RecordRow, field: Field) =>
  showOver<RecordRow>((done) => (
    <Suspense fallback={null}>
      <OverrideDialog table={table} record={record} field={field} done={done} />
    </Suspense>
  ));

export function OverrideButton(props: { table: Table; record: RecordRow; field: Field }) {
  const { t } = useTranslation();
  return (
    <Button
      type="text"
      size="small"
      onClick={() => void overrideState(props.table, props.record, props.field)}
    >
      {t("commands.move.override")}
    </Button>
  );
}
