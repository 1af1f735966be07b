import { Checkbox } from "antd";
import { Hourglass, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys, queryClient, recordPath } from "@/api/queries";
import type { PresentState, RecordRow } from "@/api/types";
import { usePeople } from "@/fields/shared/people";
import type { Table } from "@/metadata/types";
import { labelText } from "@/text/t";
import { sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { notify } from "@/ui/Notices";
import css from "./Stay.module.css";

interface Props {
  table: Table;
  record: RecordRow;
  present: PresentState;
}

/** What a record's stay in its state means: what the state is, until when, what is ticked, what
 * waits for an approval. Nothing where there is nothing to say. */
export function Stay({ table, record, present }: Props) {
  const { t } = useTranslation();
  const { description, due, since, checklist, pending } = present;
  if (!description && !due && checklist.length === 0 && !pending) return null;
  return (
    <div className={css.stay}>
      {pending && <Pending table={table} pending={pending} />}
      {description && <p className={css.description}>{description}</p>}
      {due && (
        <p className={css.due}>
          <Hourglass size={14} strokeWidth={1.75} aria-hidden="true" />
          {t("record.move.due")} <Countdown due={due} from={since} />
        </p>
      )}
      {checklist.length > 0 && <Checklist table={table} record={record} present={present} />}
    </div>
  );
}

function Pending({
  table,
  pending,
}: {
  table: Table;
  pending: NonNullable<PresentState["pending"]>;
}) {
  const { t } = useTranslation();
  const people = usePeople(true).data;
  const moves = table.document.state_machines?.flatMap(({ transitions }) => transitions ?? []);
  const move = moves?.find(({ key }) => key === pending.transition);
  return (
    <p className={css.pending} role="status">
      <ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" />
      {t("record.move.waits", {
        move: labelText(move?.label) || pending.transition,
        name: people?.find(({ id }) => id === pending.applicant)?.name ?? "",
        time: sayTime(pending.at),
      })}
    </p>
  );
}

function Checklist({ table, record, present }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string | null>(null);
  const tick = async (key: string, isOn: boolean) => {
    setBusy(key);
    const path = `${recordPath(table.app, table.key, record.id)}/checklist/${key}`;
    try {
      await call(isOn ? "PUT" : "DELETE", path);
    } catch (error) {
      const why = error instanceof ApiError ? error.message : String(error);
      notify({ text: t("record.move.notTicked", { why }), kind: "failed" });
    } finally {
      await queryClient.invalidateQueries({
        queryKey: keys.part(table.app, table.key, record.id, "transitions"),
      });
      setBusy(null);
    }
  };
  return (
    <fieldset className={css.checklist}>
      <legend>{t("record.move.checklist")}</legend>
      {present.checklist.map(({ key, label, required, ticked }) => (
        <Checkbox
          key={key}
          checked={ticked !== null}
          disabled={busy === key}
          onChange={(event) => void tick(key, event.target.checked)}
        >
          {label}
          {required && (
            <span className={css.star} aria-hidden="true">
              *
            </span>
          )}
        </Checkbox>
      ))}
    </fieldset>
  );
}
