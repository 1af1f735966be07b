import { Popover } from "antd";
import { Filter, Plus, Sigma, X } from "lucide-react";
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import { usePeople } from "@/fields/shared/people";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { notify } from "@/ui/Notices";
import type { TableRights } from "../grid/rights";
import css from "./FilterBar.module.css";
import { type Operators, offered, operatorWords, useOperators, valueWords } from "./operators";
import { type Condition, type Conditions, useConditions, writeConditions } from "./useConditions";

const ConditionEditor = lazy(async () => ({
  default: (await import("./ConditionEditor")).ConditionEditor,
}));

interface Props {
  table: Table;
  rights: TableRights | undefined;
  filter: string;
  expanded: Expanded;
  onFilter(text: string): void;
  /** What stands at the right end of the row. */
  children?: ReactNode;
}

const NONE: Conditions = { conditions: [], join: "and" };

/** The conditions of a filter as chips, each of them to be changed or taken away. */
export function FilterBar({ table, rights, filter, expanded, onFilter, children }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const found = useConditions(table, filter, language);
  const operators = useOperators(language);
  const known = filter.trim() === "" ? NONE : (found.data ?? NONE);
  const conditions = known.conditions;
  const write = async (next: Condition[], join = known.join) => {
    try {
      onFilter(await writeConditions(table, next, join));
      return null;
    } catch (error) {
      return error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : "";
    }
  };
  const drop = async (index: number) => {
    const why = await write((conditions ?? []).filter((_, at) => at !== index));
    if (why) notify({ text: why, kind: "failed" });
  };
  const toggleJoin = () => void write(conditions ?? [], known.join === "and" ? "or" : "and");
  const shared = { table, rights, operators, expanded };
  return (
    <div className={css.bar} role="group" aria-label={t("list.filter.label")}>
      {(conditions === null || conditions.length > 0) && (
        <span className={css.count}>
          <Filter size={14} strokeWidth={1.75} aria-hidden="true" />
          {t("list.filter.label")} {conditions?.length ?? ""}
        </span>
      )}
      {conditions?.map((condition, index) => (
        <span key={`${index} ${condition.text}`} className={css.part}>
          {index > 0 && (
            <button
              type="button"
              className={css.join}
              aria-label={t("list.filter.switchJoin")}
              title={t("list.filter.switchJoin")}
              onClick={toggleJoin}
            >
              {t(`list.filter.${known.join}`)}
            </button>
          )}
          <Chip
            {...shared}
            condition={condition}
            onChange={(next) => write(conditions.map((each, at) => (at === index ? next : each)))}
            onDrop={() => void drop(index)}
          />
        </span>
      ))}
      {conditions === null && (
        <span className={css.chip} data-formula>
          <Sigma size={14} strokeWidth={1.75} aria-hidden="true" />
          <span className={css.words}>{t("list.filter.asFormula")}</span>
          <button
            type="button"
            className={css.drop}
            aria-label={t("list.filter.clear")}
            onClick={() => onFilter("")}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      )}
      {conditions !== null && (
        <AddCondition
          {...shared}
          isFirst={conditions.length === 0}
          onChange={(next) => write([...conditions, next])}
        />
      )}
      <span className={css.space} />
      {children}
    </div>
  );
}

interface Around {
  table: Table;
  rights: TableRights | undefined;
  operators: Operators | undefined;
  expanded: Expanded;
}

/** What `trigger` opens: a condition to be written or changed, closed once it is kept. */
function ConditionPopover({
  condition,
  onChange,
  trigger,
  ...around
}: Around & {
  condition: Condition | null;
  onChange(next: Condition): Promise<string | null>;
  trigger(isOpen: boolean): ReactElement;
}) {
  const [isOpen, open] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={open}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <Suspense fallback={null}>
          <ConditionEditor
            {...around}
            condition={condition}
            onSave={async (next) => {
              const why = await onChange(next);
              if (why === null) open(false);
              return why;
            }}
          />
        </Suspense>
      }
    >
      {trigger(isOpen)}
    </Popover>
  );
}

function AddCondition({
  isFirst,
  ...around
}: Around & { isFirst: boolean; onChange(next: Condition): Promise<string | null> }) {
  const { t } = useTranslation();
  const Icon = isFirst ? Filter : Plus;
  return (
    <ConditionPopover
      {...around}
      condition={null}
      trigger={(isOpen) => (
        <button
          type="button"
          className={isFirst ? css.first : css.add}
          aria-label={isFirst ? undefined : t("list.filter.add")}
          aria-expanded={isOpen}
        >
          <Icon size={14} strokeWidth={1.75} />
          {isFirst && t("list.filter.add")}
        </button>
      )}
    />
  );
}

function Chip({
  condition,
  onChange,
  onDrop,
  ...around
}: Around & {
  condition: Condition;
  onChange(next: Condition): Promise<string | null>;
  onDrop(): void;
}) {
  const { t } = useTranslation();
  const words = useWords(around, condition);
  const field = around.table.fields.get(condition.field);
  return (
    <span className={css.chip}>
      <ConditionPopover
        {...around}
        condition={condition}
        onChange={onChange}
        trigger={(isOpen) => (
          <button type="button" className={css.words} aria-expanded={isOpen}>
            {field?.label ?? condition.field} {words.operator} <strong>{words.value}</strong>
          </button>
        )}
      />
      <button
        type="button"
        className={css.drop}
        aria-label={t("list.filter.drop", { field: field?.label ?? condition.field })}
        onClick={onDrop}
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}

function useWords({ table, rights, operators, expanded }: Around, condition: Condition) {
  const { language } = useLook();
  const field = table.fields.get(condition.field);
  const known = rights?.fields[condition.field];
  const people = usePeople(field?.target === "user");
  if (!field || !known || !operators) return { operator: "", value: condition.text ?? "" };
  const operator = offered(operators, field, known).find(({ key }) => key === condition.operator);
  if (!operator) return { operator: "", value: condition.text ?? "" };
  const titles = Object.fromEntries(
    (people.data ?? []).map((person) => [person.id, { title: person.name }]),
  );
  const around = {
    language,
    expanded: { ...expanded, [field.key]: { ...expanded[field.key], ...titles } },
  };
  const isRegion = fieldType(field.type).type === "region";
  return {
    operator: operatorWords(operator, known.value_type),
    value: isRegion
      ? (condition.text?.match(/'(.*)'/)?.[1] ?? "")
      : valueWords(operator, field, known.value_type, condition.value, around),
  };
}
