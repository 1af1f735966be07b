import { useApp, useRecord } from "@/api/queries";
import { fieldType } from "@/fields";
import type { Table } from "@/metadata/types";
import { expandable } from "@/records/detail/layout";
import { useLook } from "@/shell/appearance";
import type { Todo } from "./todos";
import css from "./todos.module.css";

const MOST = 4;

/** The few values of the record that one looks at first, as the reader may see them. */
export function RecordFacts({ todo }: { todo: Todo }) {
  const { language } = useLook();
  const { record } = todo;
  const model = useApp(record?.app ?? "", language, record !== null);
  const table = model.data?.tables.get(record?.table ?? "");
  return table && record ? <Facts table={table} id={record.id} /> : null;
}

function Facts({ table, id }: { table: Table; id: string }) {
  const { language } = useLook();
  const record = useRecord(table.app, table.key, id, { expand: expandable(table) || undefined });
  if (!record.data) return null;
  const { values, expanded = {} } = record.data;
  const keys = [table.title?.key ?? "", ...(table.detail?.header ?? [])];
  const facts = [...new Set(keys)]
    .flatMap((name) => table.fields.get(name) ?? [])
    .filter((field) => values[field.key] != null)
    .slice(0, MOST);
  return (
    <dl className={css.facts}>
      {facts.map((field) => {
        const { Cell } = fieldType(field.type);
        return (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>
              <Cell
                field={field}
                value={values[field.key]}
                place="page"
                language={language}
                expanded={expanded}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
