import { Button } from "antd";
import { Plus } from "lucide-react";
import { type MouseEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useRecords } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { DetailView, Field, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { t } from "@/text/t";
import { ErrorBox } from "@/ui/StateBox";
import { CommandMenu } from "../detail/CommandMenu";
import { showRecord } from "../detail/showRecord";
import { newRecord } from "../form/createInPlace";
import css from "./ChildGrid.module.css";

type ChildList = NonNullable<DetailView["children"]>[number];
const FEW = 10;

interface Props {
  parent: RecordRow;
  /** The children field of the parent. */
  field: Field;
  child: Table;
  list: ChildList;
  canCreate: boolean;
}

/** The records that belong to a record, below it: as a grid, with a way to add one. */
export function ChildGrid({ parent, field, child, list, canCreate }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const [isAll, showAll] = useState(false);
  const back = (field.document as { field?: string }).field ?? "";
  const columns = list.columns.flatMap((column) => child.fields.get(column.field) ?? []);
  const rows = useRecords(child.app, child.key, {
    filter: `${back}.id='${parent.id}'`,
    sort: list.sort?.join(","),
    fields: columns.map((column) => column.key).join(","),
    expand: columns
      .filter((column) => column.target && column.type !== "children")
      .map((column) => column.key)
      .join(","),
    limit: isAll ? 200 : (list.limit ?? FEW),
    count: true,
  });
  const pages = rows.data?.pages ?? [];
  const records = pages.flatMap((page) => page.records);
  const count = pages[0]?.count ?? records.length;
  const add = async () => {
    await newRecord(child.app, child.key, { [back]: parent.id });
  };
  return (
    <section className={css.part} aria-labelledby={name}>
      <header className={css.head}>
        <h2 id={name}>
          {field.label} <small>{count > 0 ? count : ""}</small>
        </h2>
        {canCreate && (
          <Button size="small" icon={<Plus size={14} />} onClick={() => void add()}>
            {t("record.children.add", { table: child.label })}
          </Button>
        )}
      </header>
      {rows.error && <ErrorBox error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data && records.length === 0 && (
        <p className={css.none}>{t("record.children.none", { table: child.label })}</p>
      )}
      {records.length > 0 && (
        <ChildTable
          child={child}
          columns={columns}
          records={records}
          expanded={Object.assign({}, ...pages.map((page) => page.expanded ?? {}))}
        />
      )}
      {records.length < count && (
        <button
          type="button"
          className={css.more}
          onClick={() => (isAll ? void rows.fetchNextPage() : showAll(true))}
        >
          {t("record.children.all", { count })}
        </button>
      )}
    </section>
  );
}

function ChildTable({
  child,
  columns,
  records,
  expanded,
}: {
  child: Table;
  columns: Field[];
  records: RecordRow[];
  expanded: Expanded;
}) {
  return (
    <div className={css.frame}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-align={fieldType(column.type).align}>
                {column.label}
              </th>
            ))}
            <th className={css.actions} aria-label={t("ui.more")} />
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <ChildRow
              key={record.id}
              child={child}
              columns={columns}
              record={record}
              expanded={expanded}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChildRow({
  child,
  columns,
  record,
  expanded,
}: {
  child: Table;
  columns: Field[];
  record: RecordRow;
  expanded: Expanded;
}) {
  const { language } = useLook();
  const navigate = useNavigate();
  const open = (event: MouseEvent) => {
    const isMenu = event.target instanceof Element && event.target.closest(`.${css.actions}`);
    if (!isMenu) void showRecord(child.app, child.key, record.id);
  };
  return (
    <tr onClick={open}>
      {columns.map((column, index) => {
        const { Cell, align } = fieldType(column.type);
        const value = record.values[column.key];
        const cell = value != null && (
          <Cell field={column} value={value} place="grid" language={language} expanded={expanded} />
        );
        return (
          <td key={column.key} data-align={align}>
            {index === 0 ? (
              <button type="button" className={css.open}>
                {cell || record.id}
              </button>
            ) : (
              cell
            )}
          </td>
        );
      })}
      <td className={css.actions}>
        <CommandMenu
          place="record"
          target={{ table: child, records: [record], go: (path) => navigate(path) }}
          stays
        />
      </td>
    </tr>
  );
}
