import { Tooltip } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Table } from "@/metadata/types";
import css from "./Rows.module.css";
import type { FileColumn, Job, Trial, TriedRow } from "./server";

interface Mark {
  kind: "doubt" | "refused";
  text: string;
}

/** The first lines as they would be stored: doubtful cells yellow, refused ones red. */
export function Rows({ table, job, trial }: { table: Table; job: Job; trial: Trial }) {
  const { t } = useTranslation();
  const columns = (job.columns ?? []).filter((column) => column.target !== null);
  const marks = useMemo(() => marksOf(trial, t), [trial, t]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={css.place} aria-label={t("import.rows")} tabIndex={0}>
      <table className={css.rows}>
        <thead>
          <tr>
            <th scope="col" className={css.line}>
              {t("import.line")}
            </th>
            {columns.map((column) => (
              <Head key={column.index} table={table} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {trial.rows.map((row) => (
            <Row key={row.line} row={row} columns={columns} marks={marks} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ table, column }: { table: Table; column: FileColumn }) {
  const field = table.fields.get(column.target ?? "");
  const type = fieldType(field?.type ?? "text");
  return (
    <th scope="col" data-right={type.align}>
      <span>
        <type.icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {field?.label ?? column.heading}
      </span>
    </th>
  );
}

function Row({
  row,
  columns,
  marks,
}: {
  row: TriedRow;
  columns: readonly FileColumn[];
  marks: ReadonlyMap<string, Mark>;
}) {
  const { t } = useTranslation();
  const whole = marks.get(placeOf(row.line, null));
  return (
    <tr data-refused={row.action === "refuse" || undefined}>
      <th scope="row" className={css.line}>
        {row.line}
        {row.action === "refuse" && <Marked mark={whole} text={t("import.isRefused")} />}
        {row.action === "update" && <small>{t("import.isUpdate")}</small>}
      </th>
      {columns.map((column) => {
        const text = textOf(row, column);
        const mark = marks.get(placeOf(row.line, column.heading));
        return (
          <td key={column.index} data-mark={mark?.kind}>
            {mark ? <Marked mark={mark} text={text || t("record.blank")} /> : text}
          </td>
        );
      })}
    </tr>
  );
}

/** Something to know about a cell: on hover, on focus, with a tap. */
function Marked({ mark, text }: { mark: Mark | undefined; text: string }) {
  if (!mark) return <small>{text}</small>;
  return (
    <Tooltip title={mark.text} trigger={["hover", "focus", "click"]}>
      <button type="button" className={css.mark} data-kind={mark.kind} aria-description={mark.text}>
        {text}
      </button>
    </Tooltip>
  );
}

const textOf = (row: TriedRow, column: FileColumn): string => {
  const stored = row.texts[column.target ?? ""];
  return stored ?? row.cells[column.index] ?? "";
};

const placeOf = (line: number, heading: string | null): string => `${line} ${heading ?? ""}`;

type Words = ReturnType<typeof useTranslation>["t"];

function marksOf(trial: Trial, t: Words): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const doubt of trial.doubtful)
    marks.set(placeOf(doubt.line, doubt.column), { kind: "doubt", text: doubt.message });
  for (const { line, reasons } of trial.refused) {
    for (const reason of reasons)
      marks.set(placeOf(line, reason.column), { kind: "refused", text: reason.message });
    marks.set(placeOf(line, null), {
      kind: "refused",
      text: reasons
        .map((each) =>
          each.column
            ? t("record.form.at", { field: each.column, message: each.message })
            : each.message,
        )
        .join("；"),
    });
  }
  return marks;
}
