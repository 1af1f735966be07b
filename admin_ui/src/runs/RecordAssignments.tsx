import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get } from "@/api/client";
import { keys, recordPath } from "@/api/queries";
import type { RecordPartProps } from "@/records/detail/parts";
import { labelText } from "@/text/t";
import { exactTime, sayTime } from "@/text/time";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Avatar } from "@/ui/Tag";
import { type Assignment, figureOf, type TriedRule } from "./assignments";
import css from "./assignments.module.css";
import { ReasonLine } from "./Reasons";
import reasons from "./trace.module.css";

/** Why the record is whose: every decision with its rules, who was considered, who it became. */
export function RecordAssignments({ table, record }: RecordPartProps) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: keys.part(table.app, table.key, record.id, "assignments"),
    queryFn: async ({ signal }) =>
      (
        await get<{ assignments: Assignment[] }>(
          `${recordPath(table.app, table.key, record.id)}/assignments`,
          {},
          signal,
        )
      ).assignments,
  });
  if (found.error && !found.data)
    return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={3} />;
  if (found.data.length === 0) return <p className={css.quiet}>{t("runs.noneAssigned")}</p>;
  return (
    <ol className={css.list} aria-label={t("runs.assignments")}>
      {found.data.map((each) => (
        <One
          key={each.id}
          assignment={each}
          field={table.fields.get(each.field)?.label ?? each.field}
        />
      ))}
    </ol>
  );
}

function One({ assignment, field }: { assignment: Assignment; field: string }) {
  const { t } = useTranslation();
  const took = Math.round(assignment.milliseconds);
  const { chosen, before } = assignment;
  return (
    <li className={css.one}>
      <p className={css.head}>
        <span className={css.quiet}>{field}</span>
        {chosen ? (
          <strong>
            <Avatar id={chosen.id} name={chosen.name} size={18} /> {chosen.name}
          </strong>
        ) : (
          <strong>{t("runs.nobody")}</strong>
        )}
        <time dateTime={assignment.at} title={exactTime(assignment.at)}>
          {sayTime(assignment.at)}
        </time>
      </p>
      <p className={css.quiet}>
        {[
          assignment.automation.label,
          before && t("runs.before", { name: before.name }),
          took > 0 ? t("runs.deciding", { count: took }) : t("runs.fasterThanOne"),
        ]
          .filter(Boolean)
          .join(t("runs.comma"))}
      </p>
      {assignment.reason && <p>{t("runs.reason", { reason: assignment.reason })}</p>}
      {assignment.rules.map((rule, index) => (
        <Rule
          key={index}
          rule={rule}
          isTaken={rule.rule === assignment.rule}
          chosen={chosen?.id ?? null}
        />
      ))}
      {assignment.run && <Link to={`/runs/${assignment.run}`}>{t("runs.toRun")}</Link>}
    </li>
  );
}

function Rule({
  rule,
  isTaken,
  chosen,
}: {
  rule: TriedRule;
  isTaken: boolean;
  chosen: string | null;
}) {
  const { t } = useTranslation();
  const at = (rule.rule ?? 0) + 1;
  const isHit = isTaken && chosen !== null;
  const title =
    rule.rule === null
      ? t("runs.otherwise")
      : t(isHit ? "runs.rule" : "runs.missed", { at: String(at) });
  return (
    <div className={css.rule} data-hit={isHit || undefined}>
      <p>
        {title} {rule.label && <span>{labelText(rule.label)}</span>}
        {rule.pick && isHit && <small>{t(`runs.pick.${rule.pick}`)}</small>}
      </p>
      {rule.when && (
        <ul className={reasons.reasons}>
          <ReasonLine reason={rule.when} />
        </ul>
      )}
      {rule.considered && rule.considered.length > 0 && (
        <ul className={css.people}>
          {rule.considered.map((each) => (
            <li key={each.user} data-chosen={(isHit && each.user === chosen) || undefined}>
              <Avatar id={each.user} name={each.name} size={18} /> {each.name}
              <span className={css.quiet}>
                {each.left_out ? t(`runs.leftOut.${each.left_out}`) : figureOf(each, t)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
