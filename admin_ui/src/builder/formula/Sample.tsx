import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { Check, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRecords } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import { fieldType } from "@/fields";
import type { useProblems } from "@/formula/FormulaInput";
import { FormulaText } from "@/formula/FormulaText";
import { mended } from "@/formula/fixes";
import { type Place, useChecked, useSettled } from "@/formula/server";
import type { AppModel, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { type Evaluated, evaluation, type Part } from "./evaluating";
import css from "./Sample.module.css";

const OTHERS = 3;

interface Props {
  model: AppModel;
  place: Place;
  text: string;
  /** What is published; null: nothing yet. */
  before: string | null;
  found: ReturnType<typeof useProblems>;
}

/** The formula on a record: its value, that of every part, and the value on some others. */
export function Sample({ model, place, text, before, found }: Props) {
  const { t } = useTranslation();
  const table = model.tables.get(place.table);
  const [wanted, search] = useState("");
  const [chosen, choose] = useState<RecordRow | null>(null);
  const records = useRows(place, useSettled(wanted), table !== undefined);
  const record = chosen ?? records[0] ?? null;
  const asked = useEvaluable(place, text, found);
  const others = records.filter(({ id }) => id !== record?.id).slice(0, OTHERS);
  if (!table) return <aside className={css.sample}>{t("formula.notYetPublished")}</aside>;
  return (
    <aside className={css.sample} aria-label={t("formula.sample")}>
      <header className={css.head}>
        <label htmlFor="sample-record">{t("formula.sample")}</label>
        <Select
          id="sample-record"
          variant="borderless"
          suffixIcon={<ChevronDown size={14} aria-hidden="true" />}
          showSearch={{ filterOption: false, onSearch: search }}
          value={record?.id}
          placeholder={t("formula.noRecords")}
          options={optionsOf(table, record, records)}
          onChange={(id) => choose(records.find((each) => each.id === id) ?? null)}
        />
      </header>
      <div className={css.body}>
        {record && asked && (
          <OnRecord place={place} asked={asked} before={before} record={record.id} />
        )}
        {record && !asked && <p className={css.quiet}>{t("formula.valueLater")}</p>}
      </div>
      {asked && others.length > 0 && (
        <section className={css.others}>
          <h2>{t("formula.others")}</h2>
          {others.map((other) => (
            <Other
              key={other.id}
              place={place}
              text={asked.text}
              record={other.id}
              title={titleOf(table, other)}
              onChoose={() => choose(other)}
            />
          ))}
        </section>
      )}
    </aside>
  );
}

function useRows({ app, table }: Place, search: string, isWanted: boolean): RecordRow[] {
  const pages = useRecords(app, table, { limit: 20, search }, isWanted);
  return pages.data?.pages.flatMap(({ records }) => records) ?? [];
}

function titleOf(table: Table, { id, values }: RecordRow): string {
  const { title } = table;
  const value = title ? values[title.key] : null;
  if (!title || value === null || value === undefined) return id;
  const { language } = useLook.getState();
  return fieldType(title.type).toText(value, title, { language }) || id;
}

function optionsOf(table: Table, record: RecordRow | null, records: RecordRow[]) {
  const listed = record && !records.some(({ id }) => id === record.id) ? [record] : [];
  return [...listed, ...records].map((each) => ({ value: each.id, label: titleOf(table, each) }));
}

/** The text, or, while it is wrong, the text with every proposal taken; null: neither is right. */
function useEvaluable(place: Place, text: string, found: Props["found"]) {
  const better = found.isWrong ? mended(text, found.problems) : text;
  const isMended = better !== text;
  const again = useChecked(place, better, found.isPresent && isMended);
  if (!found.isPresent || text.trim() === "") return null;
  if (!found.isWrong) return found.checked?.type == null ? null : { text, isMended: false };
  const isRight = again.isPresent && again.checked?.type != null && isMended;
  const isClean = again.checked?.problems.every(({ severity }) => severity !== "error") ?? false;
  return isRight && isClean ? { text: better, isMended: true } : null;
}

function OnRecord({
  place,
  asked,
  before,
  record,
}: {
  place: Place;
  asked: { text: string; isMended: boolean };
  before: string | null;
  record: string;
}) {
  const { t } = useTranslation();
  const found = useQuery({
    ...evaluation(place, asked.text, record),
    placeholderData: keepPreviousData,
  });
  const then = useQuery({
    ...evaluation(place, before ?? "", record),
    enabled: before !== null && before !== "",
  });
  if (!found.data) return null;
  const now = said(found.data, t("formula.blank"));
  const was = then.data && said(then.data, t("formula.blank"));
  return (
    <>
      <h2>{t(asked.isMended ? "formula.resultMended" : "formula.result")}</h2>
      <p className={css.result} data-wrong={found.data.error ? true : undefined}>
        <strong>{now}</strong>
        {was !== undefined && (
          <span>
            {was === now ? t("formula.same", { value: was }) : t("formula.was", { value: was })}
          </span>
        )}
      </p>
      {found.data.error && <p className={css.quiet}>{found.data.error.message}</p>}
      <Parts found={found.data} />
    </>
  );
}

const said = ({ display, error }: Evaluated, blank: string): string =>
  error ? error.code : display || blank;

/** The branch that was taken with its conditions; then what did not hold; then what was not
 * needed. */
function Parts({ found }: { found: Evaluated }) {
  const { t } = useTranslation();
  const { parts, skipped, branch } = found.outline;
  if (parts.length === 0 && skipped.length === 0) return null;
  const counted = parts.filter((part) => part.branch === undefined || part.branch === branch);
  const failed = parts.filter((part) => part.branch !== undefined && part.branch !== branch);
  return (
    <table className={css.parts}>
      <thead>
        <tr>
          <th>{t("formula.parts")}</th>
          <th>{t("formula.onRecord")}</th>
        </tr>
      </thead>
      <tbody>
        {branch !== null && branch > 0 && (
          <Heading words={t("formula.branch", { branch })} value={t("formula.holds")} />
        )}
        {counted.map((part) => (
          <PartRow key={`${part.span.start} ${part.text}`} part={part} />
        ))}
        {failed.length > 0 && <Heading words={t("formula.failed")} value="" />}
        {failed.map((part) => (
          <PartRow key={`${part.span.start} ${part.text}`} part={part} />
        ))}
        {skipped.length > 0 && <Heading words={t("formula.skipped")} value="" />}
        {skipped.map((part) => (
          <tr key={`${part.text} ${part.result}`} className={css.skipped}>
            <td>{part.text ? <FormulaText text={part.text} /> : t("formula.otherwise")}</td>
            <td>{part.result}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Heading = ({ words, value }: { words: string; value: string }) => (
  <tr className={css.heading}>
    <td>{words}</td>
    <td>{value}</td>
  </tr>
);

function PartRow({ part }: { part: Part }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>
        {part.ok === true && <Check size={14} aria-label={t("formula.holds")} />}
        {part.ok === false && <X size={14} aria-label={t("formula.holdsNot")} />}
        <FormulaText text={part.text} />
      </td>
      <td>{part.error ? part.error.code : part.display || t("formula.blank")}</td>
    </tr>
  );
}

function Other({
  place,
  text,
  record,
  title,
  onChoose,
}: {
  place: Place;
  text: string;
  record: string;
  title: string;
  onChoose(): void;
}) {
  const { t } = useTranslation();
  const found = useQuery({
    ...evaluation(place, text, record),
    placeholderData: keepPreviousData,
  });
  return (
    <button type="button" className={css.other} onClick={onChoose}>
      <span>{title}</span>
      <b>{found.data ? said(found.data, t("formula.blank")) : ""}</b>
    </button>
  );
}
