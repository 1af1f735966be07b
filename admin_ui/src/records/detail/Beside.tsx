import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";
import { Loading } from "@/ui/StateBox";
import { Timeline } from "../history/Timeline";
import css from "./Beside.module.css";
import { partsOf } from "./parts";

interface Props {
  table: Table;
  record: RecordRow;
  expanded: Expanded;
}

/** Beside a record: what happened to it, and what else is kept of it. */
export function Beside({ table, record, expanded }: Props) {
  const { t } = useTranslation();
  const me = useMe().data;
  const [open, setOpen] = useState("timeline");
  const parts = me ? partsOf(me, table) : [];
  const View = parts.find((part) => part.key === open)?.View;
  return (
    <div className={css.beside}>
      {parts.length > 0 && (
        <div className={css.tabs} role="tablist" aria-label={t("record.beside")}>
          {["timeline", ...parts.map((part) => part.key)].map((key) => (
            <button
              key={key}
              type="button"
              role="tab"
              aria-selected={key === open}
              onClick={() => setOpen(key)}
            >
              {t(`record.part.${key}`)}
            </button>
          ))}
        </div>
      )}
      {View ? (
        <aside className={css.part} aria-label={t(`record.part.${open}`)}>
          <Suspense fallback={<Loading rows={4} />}>
            <View table={table} record={record} />
          </Suspense>
        </aside>
      ) : (
        <Timeline table={table} id={record.id} expanded={expanded} />
      )}
    </div>
  );
}
