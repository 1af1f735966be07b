import { useQuery } from "@tanstack/react-query";
import { Popover } from "antd";
import { CircleHelp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import { keys, recordPath } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import type { Why } from "./types";
import css from "./Why.module.css";
import { WhyAnswer } from "./WhyAnswer";

/** Types whose values did not come from somebody's typing alone. */
const ASKED = new Set([
  "formula",
  "generated",
  "auto_number",
  "state",
  "user",
  "users",
  "department",
]);

/** Whether a value of this field bears the question. */
export const isAsked = (field: Field): boolean => !field.isSystem && ASKED.has(field.type);

/** A small question mark beside a value: how did it come about? */
export function WhyChip({
  table,
  record,
  field,
}: {
  table: Table;
  record: RecordRow;
  field: Field;
}) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={open}
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      content={<WhyPanel table={table} record={record} field={field} onClose={() => open(false)} />}
    >
      <button
        type="button"
        className={css.chip}
        aria-expanded={isOpen}
        aria-label={t("record.why.of", { field: field.label })}
        title={t("record.why.chip")}
      >
        <CircleHelp size={14} strokeWidth={1.75} aria-hidden="true" />
        {isOpen && <span>{t("record.why.chip")}</span>}
      </button>
    </Popover>
  );
}

function WhyPanel({
  table,
  record,
  field,
  onClose,
}: {
  table: Table;
  record: RecordRow;
  field: Field;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const answer = useQuery({
    queryKey: [...keys.part(table.app, table.key, record.id, "why"), field.key, record.version],
    queryFn: ({ signal }) =>
      get<Why>(`${recordPath(table.app, table.key, record.id)}/why`, { field: field.key }, signal),
  });
  return (
    <section
      className={css.panel}
      aria-label={t("record.why.of", { field: field.label })}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      {answer.data ? (
        <WhyAnswer why={answer.data} />
      ) : (
        <p className={css.quiet}>{answer.error ? t("record.why.unknown") : t("ui.loading")}</p>
      )}
    </section>
  );
}
