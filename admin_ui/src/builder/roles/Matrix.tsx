import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { draftedNames } from "@/formula/names";
import type { AppModel, FieldDocument, RoleDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { Cell } from "./Cell";
import { powersOf, saidOf, withPowers, withSaid } from "./powers";
import { RoleHead, ScopeCell } from "./RoleHead";
import css from "./roles.module.css";

export interface MatrixProps {
  model: AppModel;
  table: TableDocument;
  roles: RoleDocument[];
  put(next: RoleDocument, about?: string): void;
  remove(role: RoleDocument): void;
}

const FIELD_WIDTH = 196;
const ROLE_WIDTH = 150;

/** One row for each field, one column for each role; arrows go from switch to switch. */
export function Matrix({ words, ...props }: MatrixProps & { words: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { model, table, roles, put, remove } = props;
  const names = draftedNames(model, table);
  const fields = (table.fields ?? []).filter(
    ({ key, label }) => key.includes(words) || labelText(label).toLowerCase().includes(words),
  );
  return (
    <div className={css.scroll} onKeyDown={walk} role="region" aria-label={t("roles.matrix")}>
      <table className={css.matrix} style={{ minWidth: FIELD_WIDTH + roles.length * ROLE_WIDTH }}>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {t("roles.fields", { count: fields.length })}
            </th>
            {roles.map((role) => (
              <th key={role.key} scope="col">
                <RoleHead model={model} table={table} role={role} put={put} remove={remove} />
              </th>
            ))}
          </tr>
          <tr className={css.scopes}>
            <th scope="row" className={css.field}>
              <strong>{t("roles.scope")}</strong>
              <small>{t("roles.scopeText")}</small>
            </th>
            {roles.map((role, index) => (
              <td key={role.key}>
                <ScopeCell
                  model={model}
                  table={table}
                  role={role}
                  names={names}
                  side={index * 2 < roles.length ? "bottomLeft" : "bottomRight"}
                  put={put}
                />
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.key}>
              <th scope="row" className={css.field}>
                <FieldName field={field} name={labelText(field.label, language)} />
              </th>
              {roles.map((role) => (
                <td key={role.key}>
                  <FieldCell {...props} role={role} field={field} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FieldName({ field, name }: { field: FieldDocument; name: string }) {
  const { t } = useTranslation();
  const Icon = fieldType(field.type).icon;
  return (
    <span className={css.name} title={name}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>{name}</span>
      <small>{t(`fields.types.${field.type}`)}</small>
    </span>
  );
}

function FieldCell({
  model,
  table,
  role,
  field,
  put,
}: MatrixProps & { role: RoleDocument; field: FieldDocument }) {
  const { language } = useLook();
  const powers = powersOf(role, model.key, table.key);
  if (!powers) return null;
  const published = model.roles.find(({ key }) => key === role.key);
  const before = published && powersOf(published, model.key, table.key);
  return (
    <Cell
      name={`${labelText(role.label, language)} ${labelText(field.label, language)}`}
      field={field}
      powers={powers}
      said={saidOf(powers, field)}
      before={saidOf(before, field)}
      onChange={(next) =>
        put(withPowers(role, model.key, table.key, withSaid(powers, field.key, next)))
      }
    />
  );
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The switch beside the present one; rows of hidden fields have one switch only. */
function walk(event: React.KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  const here = (event.target as HTMLElement).closest<HTMLElement>("[data-switch]");
  const row = here?.closest("tr");
  if (!step || !here || !row) return;
  event.preventDefault();
  const switches = (of: Element) => [...of.querySelectorAll<HTMLElement>("[data-switch]")];
  const [down, right] = step;
  if (right !== 0) {
    const all = switches(row);
    all[all.indexOf(here) + right]?.focus();
    return;
  }
  const next = down > 0 ? row.nextElementSibling : row.previousElementSibling;
  const column = [...row.children].findIndex((cell) => cell.contains(here));
  const there = next?.children[column];
  const place = there && [
    ...there.querySelectorAll<HTMLElement>(`[data-switch="${here.dataset.switch}"]`),
    ...switches(there),
  ];
  place?.[0]?.focus();
}
