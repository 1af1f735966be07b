import { Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "@/api/queries";
import type { RecordRow, Values } from "@/api/types";
import { useLook } from "@/shell/appearance";
import { Loading, StateBox } from "@/ui/StateBox";
import { RecordForm } from "./RecordForm";

interface Props {
  app: string;
  table: string;
  /** What the new record starts with beside its defaults. */
  values?: Values;
  /** The record that was made; null: given up. What was typed stays as a draft. */
  onDone(record: RecordRow | null): void;
}

/** A new record, made beside what one is doing. */
export function FormDrawer({ app, table: key, values, onDone }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [isOpen, setOpen] = useState(true);
  const [made, setMade] = useState<RecordRow | null>(null);
  const model = useApp(app, language).data;
  const table = model?.tables.get(key);
  const close = (record: RecordRow | null) => {
    setMade(record);
    setOpen(false);
  };
  return (
    <Drawer
      open={isOpen}
      size={480}
      title={table && t("record.form.new", { table: table.label })}
      onClose={() => close(null)}
      afterOpenChange={(shown) => !shown && onDone(made)}
      styles={{ body: { padding: 0, display: "flex", flexDirection: "column" } }}
      destroyOnHidden
    >
      {table ? (
        <RecordForm
          table={table}
          record={null}
          initial={values}
          guards={false}
          onSaved={(record) => close(record)}
          onCancel={() => close(null)}
        />
      ) : model ? (
        <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}
