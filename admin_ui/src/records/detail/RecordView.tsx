import { useMemo, useState } from "react";
import { useLive } from "@/api/live";
import { useRecord } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import type { AppModel, Field, Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { PhoneControls } from "../form/PhoneControls";
import { RecordForm } from "../form/RecordForm";
import { useHeld } from "../form/useHeld";
import { EditHead } from "./EditHead";
import { expandable } from "./layout";
import { RecordBody } from "./RecordBody";
import css from "./RecordView.module.css";

export interface RecordViewProps {
  model: AppModel;
  table: Table;
  id: string;
  place: "page" | "drawer";
  startsEditing?: boolean;
  guards: boolean;
  /** Back to where one came from. */
  onLeave(): void;
  onStep?(id: string): void;
}

/** One record, looked at or edited. A form stays open whatever happens to the record meanwhile. */
export function RecordView(props: RecordViewProps) {
  const { table, id, place } = props;
  const [isEditing, edit] = useState(props.startsEditing ?? false);
  useLive(`record:${table.app}.${table.key}:${id}`, `app:${table.app}`);
  const query = useRecord(table.app, table.key, id, {
    expand: expandable(table) || undefined,
    rights: true,
  });
  const record = useHeld(query.data);
  const expanded = useMemo<Expanded>(() => query.data?.expanded ?? {}, [query.data]);
  if (query.error && !(isEditing && record))
    return <ErrorBox error={query.error} retry={() => void query.refetch()} />;
  if (!record) return <Loading />;
  const title = titleOf(table, record);
  const done = (saved?: RecordRow, warning?: string) => {
    edit(false);
    if (saved && saved.id !== id && props.onStep) props.onStep(saved.id);
    if (saved) notify({ text: warning ?? t("record.saved") });
  };
  return (
    <article className={css.page} data-place={place} data-editing={isEditing || undefined}>
      {isEditing ? (
        <PhoneControls>
          <RecordForm
            table={table}
            record={record}
            expanded={expanded}
            guards={props.guards}
            onSaved={(saved, warnings) => done(saved, warnings[0]?.message)}
            onCancel={() => done()}
            head={<EditHead table={table} title={title} onLeave={() => done()} />}
          />
        </PhoneControls>
      ) : (
        <RecordBody
          {...props}
          record={record}
          expanded={expanded}
          title={title}
          onEdit={record.rights?.edit === false ? undefined : () => edit(true)}
        />
      )}
    </article>
  );
}

/** What a record is called; its id where it has no title. */
export const titleOf = (table: Table, record: RecordRow): string =>
  (table.title && said(table.title, record)) || record.id;

const said = (field: Field, record: RecordRow): string => {
  const value = record.values[field.key];
  return value == null ? "" : String(value);
};
