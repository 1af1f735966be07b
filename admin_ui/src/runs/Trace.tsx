import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  CornerUpLeft,
  type LucideIcon,
} from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePeople } from "@/fields/shared/people";
import { exactTime, inZone } from "@/text/time";
import { Reasons } from "./Reasons";
import type { Line } from "./runs";
import css from "./trace.module.css";
import { askedPeople, milliseconds, type Visit, valueText, visitsOf } from "./visits";

const MARKS: Record<Line["outcome"], LucideIcon> = {
  done: CircleCheck,
  passed_over: CircleSlash,
  waiting: CircleDashed,
  outside: CircleDashed,
  goto: CornerUpLeft,
  stopped: CircleSlash,
  failed: CircleX,
  skipped: CircleSlash,
};

/** What a run did, step by step: what came of each, why, how long it took, how often it tried. */
export function Trace({
  lines,
  isTimed = true,
}: {
  lines: readonly Line[];
  /** False: it has not happened, and took no time. */
  isTimed?: boolean;
}) {
  const { t } = useTranslation();
  const people = usePeople(lines.length > 0).data;
  const names = useMemo(
    () => new Map((people ?? []).map((person) => [person.id, person.name])),
    [people],
  );
  if (lines.length === 0) return <p className={css.quiet}>{t("runs.nothingYet")}</p>;
  return (
    <ol className={css.trace} aria-label={t("runs.trace")}>
      {visitsOf(lines).map((visit) => (
        <VisitView
          key={`${visit.number} ${visit.last.step}`}
          visit={visit}
          names={names}
          isTimed={isTimed}
        />
      ))}
    </ol>
  );
}

/** What people are called, by id: the trace keeps ids. */
type Names = ReadonlyMap<string, string>;

function VisitView({ visit, names, isTimed }: { visit: Visit; names: Names; isTimed: boolean }) {
  const { t } = useTranslation();
  const { last, attempts } = visit;
  const Mark = MARKS[last.outcome];
  const took = milliseconds(visit);
  const first = attempts[0] ?? last;
  const asked = askedPeople(attempts);
  return (
    <li data-outcome={last.outcome}>
      <Mark className={css.mark} size={16} strokeWidth={1.75} aria-hidden="true" />
      <div className={css.body}>
        <p className={css.head}>
          <strong>{t(`runs.do.${last.do}`, { defaultValue: last.do })}</strong>
          <span className={css.key}>{last.label ?? last.step}</span>
          <span className={css.outcome}>
            {t(`runs.outcome.${last.outcome}`)}
            {last.branch && t("runs.branch", { branch: branchText(last.branch, t) })}
          </span>
          {isTimed && (
            <time dateTime={first.at} title={exactTime(first.at)}>
              {inZone(first.at).format("HH:mm:ss")}
              {took > 0 && t("runs.took", { count: took })}
            </time>
          )}
        </p>
        <Reasons note={last.note} />
        {asked.length > 0 && (
          <p className={css.quiet}>
            {t("runs.asked", { names: asked.map((id) => names.get(id) ?? id).join(t("runs.and")) })}
          </p>
        )}
        {last.values && <Given values={last.values} names={names} />}
        {last.is_masked && <p className={css.quiet}>{t("runs.masked")}</p>}
        {last.error && <p className={css.error}>{last.error.message}</p>}
        {last.error?.problems?.map((problem) => (
          <p key={problem.message} className={css.error}>
            {problem.message}
          </p>
        ))}
        {attempts.filter((each) => each.outcome === "failed").length > 1 && (
          <p className={css.quiet}>
            {t("runs.tried", {
              count: attempts.filter((each) => each.outcome === "failed").length,
            })}
          </p>
        )}
      </div>
    </li>
  );
}

type Say = ReturnType<typeof useTranslation>["t"];

/** `branches/1/steps` is the second branch; `on_accept` has a name. */
function branchText(branch: string, t: Say): string {
  const found = /^branches\/(\d+)/.exec(branch);
  if (found) return t("runs.branchAt", { at: Number(found[1]) + 1 });
  return t(`runs.block.${branch}`, { defaultValue: branch });
}

/** What the step gave to those after it. */
function Given({ values, names }: { values: Record<string, unknown>; names: Names }) {
  const { t } = useTranslation();
  const all = Object.entries(values).filter(([, value]) => valueText(value) !== "");
  return all.length === 0 ? null : (
    <dl className={css.given}>
      {all.map(([key, value]) => (
        <div key={key}>
          <dt>{key === "" ? t("runs.result") : t(`runs.part.${key}`, { defaultValue: key })}</dt>
          <dd>{names.get(valueText(value)) ?? valueText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
