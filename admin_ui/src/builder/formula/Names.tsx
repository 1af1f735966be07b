import { useQuery } from "@tanstack/react-query";
import { Input, Tabs } from "antd";
import { ChevronDown, ChevronRight, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { nameIn } from "@/formula/names";
import { completionsAt, type Place, type Suggestion, useFunctions } from "@/formula/server";
import type { AppModel, Field, Table } from "@/metadata/types";
import { currentLanguage } from "@/text/t";
import { Dot } from "@/ui/Tag";
import css from "./Names.module.css";

interface Props {
  place: Place;
  model: AppModel;
  /** Written where the cursor stands, which is left `back` characters before the end. */
  onInsert(text: string, back?: number): void;
}

const TABS = ["fields", "functions", "options"] as const;

/** What a formula may name: fields with those behind relations, functions, options. */
export function Names(props: Props) {
  const { t } = useTranslation();
  const [tab, choose] = useState<string>("fields");
  const [wanted, search] = useState("");
  const words = wanted.trim().toLowerCase();
  const table = props.model.tables.get(props.place.table);
  return (
    <aside className={css.names} aria-label={t("formula.names")}>
      <Input
        prefix={<Search size={14} aria-hidden="true" />}
        placeholder={t("formula.searchNames")}
        aria-label={t("formula.searchNames")}
        allowClear
        value={wanted}
        onChange={(event) => search(event.target.value)}
      />
      <Tabs
        size="small"
        activeKey={tab}
        onChange={choose}
        items={TABS.map((key) => ({ key, label: t(`formula.${key}`) }))}
      />
      <div className={css.list}>
        {tab === "fields" && <Fields {...props} table={table} path="" words={words} depth={0} />}
        {tab === "functions" && <Functions words={words} onInsert={props.onInsert} />}
        {tab === "options" && <Options {...props} table={table} words={words} />}
      </div>
    </aside>
  );
}

const DEEPEST = 2;

/** The fields at the end of a path, as the server completes it. */
function Fields({
  place,
  model,
  table,
  path,
  words,
  depth,
  onInsert,
}: Props & { table: Table | undefined; path: string; words: string; depth: number }) {
  const { t } = useTranslation();
  const [open, unfold] = useState<ReadonlySet<string>>(new Set());
  const asked = useQuery({
    queryKey: ["formula", "names", place, path, currentLanguage()],
    enabled: model.tables.has(place.table),
    staleTime: 60_000,
    queryFn: () => completionsAt(place, path, [...path].length),
  });
  const fields = (asked.data ?? [])
    .filter((each) => each.kind === "field" && isLike(each, words))
    .sort((one, other) => rank(table, one) - rank(table, other));
  if (asked.data && fields.length === 0 && depth === 0)
    return <p className={css.none}>{t("formula.noneFound")}</p>;
  return (
    <ul className={css.rows}>
      {fields.map((each) => {
        const field = table?.fields.get(each.key ?? "");
        const leadsOn = depth < DEEPEST && field?.target != null;
        const isOpen = open.has(each.text);
        return (
          <li key={each.text}>
            <div className={css.row} data-depth={depth}>
              {leadsOn && (
                <button
                  type="button"
                  className={css.fold}
                  aria-expanded={isOpen}
                  aria-label={t("formula.fieldsOf", { name: each.label })}
                  onClick={() => {
                    const next = new Set(open);
                    if (!next.delete(each.text)) next.add(each.text);
                    unfold(next);
                  }}
                >
                  {isOpen ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
                </button>
              )}
              <button
                type="button"
                className={css.name}
                title={`${path}${each.label}　${each.key ?? ""}`}
                onClick={() => onInsert(path + each.text)}
              >
                <FieldIcon field={field} />
                <span>{path + (field?.label ?? each.label)}</span>
                <small>{field ? t(`fields.types.${field.type}`) : each.type}</small>
              </button>
            </div>
            {leadsOn && isOpen && (
              <Fields
                place={place}
                model={model}
                table={targetOf(model, field)}
                path={`${path}${each.text}.`}
                words=""
                depth={depth + 1}
                onInsert={onInsert}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function FieldIcon({ field }: { field: Field | undefined }) {
  const Icon = fieldType(field?.type ?? "text").icon;
  return <Icon size={14} strokeWidth={1.75} aria-hidden="true" />;
}

/** The table a field leads to, where it is one of this app. */
function targetOf(model: AppModel, field: Field | undefined): Table | undefined {
  const [app, key] = (field?.target ?? "").split(".");
  return app === model.key ? model.tables.get(key ?? "") : undefined;
}

const isLike = ({ label, key, pinyin }: Suggestion, words: string): boolean =>
  [label, key, pinyin].some((name) => name?.toLowerCase().includes(words));

/** In the order of the table, what every table has at the end. */
function rank(table: Table | undefined, { key = "" }: Suggestion): number {
  const at = [...(table?.fields.keys() ?? [])].indexOf(key);
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

function Functions({ words, onInsert }: Pick<Props, "onInsert"> & { words: string }) {
  const groups = useFunctions();
  return groups.data?.map(({ label, functions }) => {
    const found = functions.filter(({ name, aliases, text }) =>
      [name, ...aliases, text].some((each) => each.toLowerCase().includes(words)),
    );
    if (found.length === 0) return null;
    return (
      <section key={label}>
        <h3>{label}</h3>
        <ul className={css.rows}>
          {found.map((each) => (
            <li key={each.name} className={css.row}>
              <button
                type="button"
                className={css.name}
                title={`${each.signature}\n${each.text}`}
                onClick={() => onInsert(`${each.name}()`, 1)}
              >
                <code>{each.name}</code>
                <small>{each.aliases[0]}</small>
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Options({
  table,
  words,
  onInsert,
}: Pick<Props, "onInsert"> & { table: Table | undefined; words: string }) {
  const fields = [...(table?.fields.values() ?? [])].filter(({ options }) => options.length > 0);
  return fields.map((field) => {
    const found = field.options.filter(({ label, value }) =>
      [field.label, label, value].some((each) => each.toLowerCase().includes(words)),
    );
    if (found.length === 0) return null;
    return (
      <section key={field.key}>
        <h3>{field.label}</h3>
        <ul className={css.rows}>
          {found.slice(0, 50).map((option) => (
            <li key={option.value} className={css.row}>
              <button
                type="button"
                className={css.name}
                title={`${field.label}='${option.label}'`}
                onClick={() =>
                  onInsert(`${nameIn(field.label)}='${option.label.replaceAll("'", "''")}'`)
                }
              >
                <Dot color={option.color} />
                <span>{option.label}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
