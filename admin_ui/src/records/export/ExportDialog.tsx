import { useQuery } from "@tanstack/react-query";
import { Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, get } from "@/api/client";
import { keys, tablePath } from "@/api/queries";
import type { RecordPage } from "@/api/types";
import type { Field, Table } from "@/metadata/types";
import { showOver } from "@/ui/Over";
import { ErrorBox } from "@/ui/StateBox";
import { useTableRights } from "../grid/rights";
import css from "./ExportDialog.module.css";
import {
  type Asked,
  type Columns,
  exportQuery,
  FORMATS,
  type Format,
  MOST_PICKED,
  type Rows,
  split,
} from "./query";

export interface ExportOf {
  table: Table;
  /** The fields that the list shows, in its order. */
  shown: readonly Field[];
  /** What the list asks for at present. */
  filter?: string;
  search?: string;
  sort?: string;
  /** The records that are marked. */
  picked?: readonly string[];
}

/** Asks what is to be in the file, and downloads it. */
export const openExport = (of: ExportOf): Promise<null> =>
  showOver<null>((done) => <ExportDialog of={of} onClose={() => done(null)} />).then(() => null);

export function ExportDialog({ of, onClose }: { of: ExportOf; onClose(): void }) {
  const { t } = useTranslation();
  const { table } = of;
  const picked = of.picked ?? [];
  const isNarrowed = Boolean(of.filter || of.search);
  const first = picked.length > 0 ? "picked" : isNarrowed ? "filtered" : "all";
  const [rows, setRows] = useState<Rows>(first);
  const [columns, setColumns] = useState<Columns>("shown");
  const [format, setFormat] = useState<Format>("xlsx");
  const rights = useTableRights(table);
  const asked: Asked = { ...of, picked, rows, columns, format };
  const count = useCount(table, asked, picked.length);
  const { taken, kept } = split(table, of.shown, columns, rights);
  const query = exportQuery(asked, taken);
  const isClosed = rights?.export === false;
  const isTooMany = rows === "picked" && picked.length > MOST_PICKED;
  return (
    <Modal
      open
      width={480}
      title={t("export.title", { table: table.label })}
      onCancel={onClose}
      cancelText={t("ui.cancel")}
      okText={count.data === undefined ? t("export.save") : t("export.run", { count: count.data })}
      okButtonProps={{
        // A link: the browser shows the download's progress itself.
        href: address(`${tablePath(table.app, table.key)}/export`, query),
        disabled: isClosed || isTooMany || taken.length === 0 || count.data === 0 || !rights,
        // The answer names the file.
        onClick: onClose,
      }}
    >
      {count.error && <ErrorBox error={count.error} retry={() => void count.refetch()} />}
      {isClosed && <p className={css.refusal}>{t("export.locked", { table: table.label })}</p>}
      <Choice<Rows>
        label={t("export.rows")}
        value={rows}
        onChange={setRows}
        options={[
          ...(picked.length > 0
            ? [["picked", t("export.picked", { count: picked.length })] as const]
            : []),
          ...(isNarrowed ? [["filtered", t("export.filtered")] as const] : []),
          ["all", t("export.all", { table: table.label })],
        ]}
      />
      {isTooMany && <p className={css.refusal}>{t("export.tooMany", { max: MOST_PICKED })}</p>}
      <Choice<Columns>
        label={t("export.columns")}
        value={columns}
        onChange={setColumns}
        options={[
          [
            "shown",
            t("export.shown", { count: split(table, of.shown, "shown", rights).taken.length }),
          ],
          [
            "every",
            t("export.every", { count: split(table, of.shown, "every", rights).taken.length }),
          ],
        ]}
      />
      <Choice<Format>
        label={t("export.format")}
        value={format}
        onChange={setFormat}
        options={FORMATS.map((each) => [each, t(`export.as.${each}`)] as const)}
      />
      {kept.length > 0 && !isClosed && (
        <p className={css.kept} role="note">
          {t("export.kept", { fields: kept.map((field) => field.label).join("、") })}
        </p>
      )}
    </Modal>
  );
}

/** How many records the file will hold. */
const useCount = (table: Table, asked: Asked, picked: number) =>
  useQuery({
    queryKey: [
      ...keys.table(table.app, table.key),
      "export",
      asked.rows,
      asked.filter,
      asked.search,
    ],
    queryFn: async ({ signal }) => {
      if (asked.rows === "picked") return picked;
      const narrowed =
        asked.rows === "filtered" ? { filter: asked.filter, search: asked.search } : {};
      const query = { ...narrowed, fields: "id", limit: 1, count: true };
      const page = await get<RecordPage>(tablePath(table.app, table.key), query, signal);
      return page.count ?? 0;
    },
  });

function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange(value: T): void;
}) {
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      <Radio.Group
        vertical
        value={value}
        options={options.map(([each, text]) => ({ value: each, label: text }))}
        onChange={(event) => onChange(event.target.value as T)}
      />
    </fieldset>
  );
}
