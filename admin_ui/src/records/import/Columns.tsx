import { useMutation } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { AlertTriangle, GripVertical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Table } from "@/metadata/types";
import { sayTime } from "@/text/time";
import { ColumnRow, DRAGGED } from "./ColumnRow";
import css from "./Columns.module.css";
import { mapped, sizeText, unfilled } from "./columns";
import page from "./ImportPage.module.css";
import { type FileColumn, type Job, remap } from "./server";

interface Props {
  table: Table;
  job: Job;
  onBack(): void;
  onNext(): void;
}

/** The file's columns with the fields they probably are; corrected by choosing or dragging. */
export function Columns({ table, job, onBack, onNext }: Props) {
  const { t } = useTranslation();
  const columns = job.columns ?? [];
  const fields = job.fields ?? [];
  const change = useMutation({
    mutationFn: ({ column, target }: { column: FileColumn; target: string }) =>
      remap(job.id, mapped(job, column, target)),
  });
  const left = unfilled(columns, fields);
  const missing = left.filter((field) => field.required);
  const count = columns.filter((column) => column.target !== null).length;
  return (
    <>
      <div className={page.body}>
        <FileFacts job={job} />
        {change.error && (
          <p className={page.notice} data-kind="error" role="alert">
            <AlertTriangle size={14} aria-hidden="true" />
            {change.error.message}
          </p>
        )}
        <div className={css.halves}>
          <table className={css.columns}>
            <thead>
              <tr>
                <th scope="col">{t("import.column")}</th>
                <th scope="col">{t("import.samples")}</th>
                <th scope="col">{t("import.target")}</th>
                <th scope="col">{t("import.match")}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <ColumnRow
                  key={column.index}
                  column={column}
                  fields={fields}
                  total={job.total ?? 0}
                  onChange={(target) => change.mutate({ column, target })}
                />
              ))}
            </tbody>
          </table>
          <aside className={css.left}>
            <h2>{t("import.unfilled", { count: left.length })}</h2>
            <p>{t(left.length > 0 ? "import.unfilledText" : "import.allFilled")}</p>
            <ul>
              {left.map((field) => {
                const Icon = fieldType(field.type).icon;
                return (
                  <li
                    key={field.key}
                    draggable
                    onDragStart={(event) => event.dataTransfer.setData(DRAGGED, field.key)}
                  >
                    <GripVertical size={14} strokeWidth={1.75} aria-hidden="true" />
                    <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
                    <span>{field.label}</span>
                    {field.required && <b>{t("record.form.required")}</b>}
                  </li>
                );
              })}
            </ul>
          </aside>
        </div>
      </div>
      <footer className={page.foot}>
        <span className={page.note}>
          {t("import.matched", { count, total: columns.length })}
          {missing.length > 0 &&
            t("import.missing", { fields: missing.map((field) => field.label).join("、") })}
        </span>
        <Button onClick={onBack}>{t("import.other")}</Button>
        <Button type="primary" disabled={count === 0} loading={change.isPending} onClick={onNext}>
          {t("import.look", { table: table.label })}
        </Button>
      </footer>
    </>
  );
}

/** Which file, which sheet, and whether it was here before. */
export function FileFacts({ job }: { job: Job }) {
  const { t } = useTranslation();
  const choose = useMutation({ mutationFn: (sheet: string) => remap(job.id, {}, sheet) });
  return (
    <>
      {job.earlier && (
        <p className={page.notice}>
          <AlertTriangle size={14} aria-hidden="true" />
          {t("import.earlier", { time: sayTime(job.earlier.at) })}
        </p>
      )}
      <div className={page.facts}>
        <b>{job.file}</b>
        {job.size !== null && <span>{sizeText(job.size)}</span>}
        <span>{t("import.lines", { count: job.total ?? 0 })}</span>
        {job.sheets.length > 1 && (
          <Select
            size="small"
            aria-label={t("import.sheet")}
            value={job.sheet}
            loading={choose.isPending}
            options={job.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet: string) => choose.mutate(sheet)}
            popupMatchSelectWidth={false}
          />
        )}
      </div>
    </>
  );
}
