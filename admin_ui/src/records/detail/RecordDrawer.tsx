import { Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "@/api/queries";
import { useLook } from "@/shell/appearance";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { useHeld } from "../form/useHeld";
import { RecordView } from "./RecordView";

interface Props {
  app: string;
  table: string;
  id: string;
  onClose(): void;
  /** Shows another record of the list that this was opened from; absent: there is none. */
  onStep?(id: string): void;
  /** Whether leaving the page with unsaved changes asks first; only one form of a page may. */
  guards?: boolean;
}

/** A record beside the list. Closing it while something is typed keeps a draft. */
export function RecordDrawer({ app, table: key, id, onClose, onStep, guards = false }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [isOpen, setOpen] = useState(true);
  const model = useApp(app, language);
  const held = useHeld(model.data);
  const table = useHeld(model.data?.tables.get(key));
  const close = () => setOpen(false);
  return (
    <Drawer
      open={isOpen}
      size={640}
      closable={false}
      onClose={close}
      afterOpenChange={(shown) => !shown && onClose()}
      styles={{ body: { padding: 0, display: "flex", flexDirection: "column" } }}
      aria-label={table?.label}
      destroyOnHidden
    >
      {held && table ? (
        <RecordView
          key={id}
          model={held}
          table={table}
          id={id}
          place="drawer"
          guards={guards}
          onLeave={close}
          onStep={onStep}
        />
      ) : model.error ? (
        <ErrorBox error={model.error} retry={() => void model.refetch()} />
      ) : model.data ? (
        <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}
