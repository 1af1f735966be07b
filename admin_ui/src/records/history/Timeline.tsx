import { GitBranch, Pencil, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useHistory } from "@/api/queries";
import type { HistoryEvent } from "@/api/types";
import { fieldType } from "@/fields";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { exactTime, sayTime } from "@/text/time";
import { ErrorBox, Loading } from "@/ui/StateBox";
import css from "./Timeline.module.css";

const ICONS = {
  create: Plus,
  update: Pencil,
  delete: Trash2,
  restore: RotateCcw,
  transition: GitBranch,
} as const;
/** Fields of one change that are told; the rest is counted. */
const MOST_TOLD = 6;

/** What happened to a record: who, what, why, newest first. */
export function Timeline({ table, id }: { table: Table; id: string }) {
  const { t } = useTranslation();
  const history = useHistory(table.app, table.key, id);
  const events = history.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <aside className={css.timeline} aria-label={t("record.timeline")}>
      <h2>{t("record.timeline")}</h2>
      {history.error && <ErrorBox error={history.error} retry={() => void history.refetch()} />}
      {history.isLoading && <Loading rows={4} />}
      <ol>
        {events.map((event) => (
          <EventView key={event.seq} table={table} event={event} />
        ))}
      </ol>
      {history.hasNextPage && (
        <button type="button" className={css.more} onClick={() => void history.fetchNextPage()}>
          {t("record.earlier")}
        </button>
      )}
    </aside>
  );
}

function EventView({ table, event }: { table: Table; event: HistoryEvent }) {
  const { t } = useTranslation();
  const Icon = ICONS[event.kind as keyof typeof ICONS] ?? Pencil;
  const changed =
    event.kind === "create"
      ? []
      : Object.keys(event.after ?? {}).filter((key) => table.fields.has(key));
  return (
    <li className={css.event}>
      <span className={css.icon} data-kind={event.kind}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={css.text}>
        <p>
          <strong>{event.user_name ?? t("record.system")}</strong>{" "}
          {t(`record.did.${event.kind}`, { defaultValue: event.kind })}
          <time className={css.time} dateTime={event.at} title={exactTime(event.at)}>
            {sayTime(event.at)}
          </time>
        </p>
        {changed.slice(0, MOST_TOLD).map((key) => (
          <ChangeLine key={key} table={table} name={key} event={event} />
        ))}
        {changed.length > MOST_TOLD && (
          <p className={css.quiet}>
            {t("record.moreChanges", { count: changed.length - MOST_TOLD })}
          </p>
        )}
        {event.reason && <p className={css.reason}>{event.reason}</p>}
      </div>
    </li>
  );
}

function ChangeLine({ table, name, event }: { table: Table; name: string; event: HistoryEvent }) {
  const { language } = useLook();
  const field = table.fields.get(name);
  if (!field) return null;
  const say = (value: unknown) =>
    value == null ? "" : fieldType(field.type).toText(value, field, { language });
  const before = say(event.before?.[name]);
  return (
    <p className={css.change}>
      {field.label} {before && <del>{before}</del>} <ins>{say(event.after?.[name])}</ins>
    </p>
  );
}
