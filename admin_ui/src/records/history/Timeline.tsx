import { Segmented } from "antd";
import { GitBranch, Pencil, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useHistory } from "@/api/queries";
import type { Expanded, HistoryEvent } from "@/api/types";
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
/** What `via` begins with where a run did it. */
const RUN = "run:";
/** Fields of one change that are told; the rest is counted. */
const MOST_TOLD = 6;

const FILTERS = ["all", "changes", "moves"] as const;
type Filter = (typeof FILTERS)[number];
const isShown = (event: HistoryEvent, filter: Filter): boolean =>
  filter === "all" || (filter === "moves") === (event.kind === "transition");

/** What happened to a record: who, what, why, newest first. */
export function Timeline({
  table,
  id,
  expanded,
}: {
  table: Table;
  id: string;
  expanded: Expanded;
}) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>("all");
  const history = useHistory(table.app, table.key, id);
  const events = history.data?.pages.flatMap((page) => page.events) ?? [];
  const shown = events.filter((event) => isShown(event, filter));
  return (
    <aside className={css.timeline} aria-label={t("record.timeline")}>
      <header className={css.head}>
        <h2>{t("record.timeline")}</h2>
        <Segmented
          size="small"
          aria-label={t("record.filter.label")}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({ value, label: t(`record.filter.${value}`) }))}
        />
      </header>
      {history.error && <ErrorBox error={history.error} retry={() => void history.refetch()} />}
      {history.isLoading && <Loading rows={4} />}
      {history.data && shown.length === 0 && <p className={css.quiet}>{t("record.nothingHere")}</p>}
      <ol>
        {shown.map((event) => (
          <EventView key={event.seq} table={table} event={event} expanded={expanded} />
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

interface EventProps {
  table: Table;
  event: HistoryEvent;
  expanded: Expanded;
}

function EventView({ table, event, expanded }: EventProps) {
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
          {t(`record.did.${event.kind}`, { defaultValue: event.kind })}{" "}
          <span className={css.quiet}>
            {t(`record.origin.${event.origin}`, { defaultValue: "" })}
          </span>
          <time className={css.time} dateTime={event.at} title={exactTime(event.at)}>
            {sayTime(event.at)}
          </time>
        </p>
        {changed.slice(0, MOST_TOLD).map((key) => (
          <ChangeLine key={key} table={table} name={key} event={event} expanded={expanded} />
        ))}
        {changed.length > MOST_TOLD && (
          <p className={css.quiet}>
            {t("record.moreChanges", { count: changed.length - MOST_TOLD })}
          </p>
        )}
        {event.reason && <p className={css.reason}>{event.reason}</p>}
        {event.via?.startsWith(RUN) && (
          <Link to={`/runs/${event.via.slice(RUN.length)}`}>{t("record.toRun")}</Link>
        )}
      </div>
    </li>
  );
}

function ChangeLine({ table, name, event, expanded }: EventProps & { name: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const field = table.fields.get(name);
  if (!field) return null;
  const say = (value: unknown) =>
    value == null ? "" : fieldType(field.type).toText(value, field, { language, expanded });
  const before = say(event.before?.[name]);
  return (
    <p className={css.change}>
      {field.label} {before && <del>{before}</del>}{" "}
      {field.type === "state" && before && <span className={css.quiet}>→ </span>}
      <ins>{say(event.after?.[name]) || t("record.blank")}</ins>
    </p>
  );
}
