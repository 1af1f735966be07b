import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { FileSpreadsheet, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { fieldType } from "@/fields";
import type { Table } from "@/metadata/types";
import { useTableRights } from "../grid/rights";
import css from "./Drop.module.css";
import { type Job, upload } from "./server";

/** Where a file is dropped or chosen. */
export function Drop({ table, onReady }: { table: Table; onReady(job: Job): void }) {
  const { t } = useTranslation();
  const chosen = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const sending = useMutation({
    mutationFn: (file: File) => upload(`${table.app}.${table.key}`, file),
    onSuccess: onReady,
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !sending.isPending) sending.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const refusal = sending.error;
  return (
    <div className={css.place}>
      <section
        className={css.drop}
        aria-label={t("import.drop")}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className={css.icon}>
          <FileSpreadsheet size={22} strokeWidth={1.75} aria-hidden="true" />
        </span>
        <h2>{sending.isPending ? t("import.sending") : t("import.drop")}</h2>
        <p>{sending.variables && sending.isPending ? sending.variables.name : t("import.kinds")}</p>
        <Button
          type="primary"
          icon={<Upload size={16} strokeWidth={1.75} />}
          loading={sending.isPending}
          onClick={() => chosen.current?.click()}
        >
          {t("import.choose")}
        </Button>
        <input
          ref={chosen}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t("import.file")}
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        {refusal && (
          <p className={css.refusal} role="alert">
            {refusal instanceof ApiError
              ? [refusal.message, ...refusal.problems.map((each) => each.message)].join("：")
              : String(refusal)}
          </p>
        )}
      </section>
      <Promises table={table} />
    </div>
  );
}

/** What happens with the file, and which columns it may have. */
function Promises({ table }: { table: Table }) {
  const { t } = useTranslation();
  const rights = useTableRights(table);
  const fields = [...table.fields.values()].filter(
    (field) => field.type !== "children" && rights?.fields[field.key]?.creatable,
  );
  return (
    <div className={css.below}>
      <ul className={css.promises}>
        {(["dirty", "refused", "undo"] as const).map((each) => (
          <li key={each}>
            <b>{t(`import.promise.${each}`)}</b>
            <span>{t(`import.promise.${each}Text`)}</span>
          </li>
        ))}
      </ul>
      {fields.length > 0 && (
        <section className={css.fields}>
          <h3>{t("import.fields", { count: fields.length })}</h3>
          <ul>
            {fields.map((field) => {
              const Icon = fieldType(field.type).icon;
              return (
                <li key={field.key}>
                  <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
                  {field.label}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}
