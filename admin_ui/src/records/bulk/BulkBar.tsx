import { Dropdown } from "antd";
import { Download, GitBranch, PencilLine, Trash2, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";
import { showOver } from "@/ui/Over";
import { isEditable, type TableRights } from "../grid/rights";
import css from "./BulkBar.module.css";
import type { Bulk } from "./bulk";
import { EXPORT_FORMATS, type ExportFormat } from "./exporting";
import { MoveMenu } from "./MoveMenu";
import { removeMany } from "./removeMany";

const EditMany = lazy(async () => ({ default: (await import("./EditMany")).EditMany }));

interface Props {
  table: Table;
  rights: TableRights | undefined;
  bulk: Bulk;
  /** The chosen rows that were read. */
  rows: RecordRow[];
  /** How many match in all; where it is more than are chosen, all can be. */
  count: number | undefined;
  onAll(): void;
  onClear(): void;
  onExport(format: ExportFormat): void;
}

/** What may be done with the chosen rows, floating over the list. */
export function BulkBar({ table, rights, bulk, rows, ...props }: Props) {
  const { t } = useTranslation();
  const fields = [...table.fields.values()].filter((field) => isEditable(rights, field, null));
  return (
    <div className={css.place}>
      <div className={css.bar} role="toolbar" aria-label={t("list.bulk.label")}>
        <strong>{t("list.bulk.chosen", { count: bulk.count })}</strong>
        {!bulk.all && props.count !== undefined && props.count > bulk.count && (
          <button type="button" className={css.all} onClick={props.onAll}>
            {t("list.bulk.all", { count: props.count })}
          </button>
        )}
        <i />
        {fields.length > 0 && (
          <button
            type="button"
            onClick={() =>
              void showOver<null>((done) => (
                <Suspense fallback={null}>
                  <EditMany table={table} fields={fields} bulk={bulk} onDone={() => done(null)} />
                </Suspense>
              ))
            }
          >
            <PencilLine size={16} strokeWidth={1.75} aria-hidden="true" />
            {t("list.bulk.edit")}
          </button>
        )}
        {(table.document.state_machines?.length ?? 0) > 0 && rights?.edit && !bulk.all && (
          <MoveMenu table={table} rows={rows}>
            <button type="button">
              <GitBranch size={16} strokeWidth={1.75} aria-hidden="true" />
              {t("list.bulk.move")}
            </button>
          </MoveMenu>
        )}
        {rights?.export && (
          <Dropdown
            trigger={["click"]}
            placement="top"
            menu={{
              items: EXPORT_FORMATS.map((key) => ({ key, label: t(`list.export.${key}`) })),
              onClick: ({ key }) => props.onExport(key as ExportFormat),
            }}
          >
            <button type="button">
              <Download size={16} strokeWidth={1.75} aria-hidden="true" />
              {t("list.bulk.export")}
            </button>
          </Dropdown>
        )}
        {rights?.delete && (
          <button
            type="button"
            data-danger
            onClick={() => void removeMany(table, bulk, props.onClear)}
          >
            <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
            {t("ui.delete")}
          </button>
        )}
        <i />
        <button type="button" aria-label={t("list.bulk.clear")} onClick={props.onClear}>
          <kbd>Esc</kbd>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
