import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get } from "@/api/client";
import { keys, recordPath } from "@/api/queries";
import type { RecordPartProps } from "@/records/detail/parts";
import { sayTime } from "@/text/time";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { ApprovalPath } from "./ApprovalPath";
import { type ApprovalPath as Path, STATE_COLORS, stateOf } from "./approvals";
import css from "./approvals.module.css";
import { StartApproval, type Startable } from "./StartApproval";

/** The approvals of a record with their whole paths, newest first, and which may be started. */
export function RecordApprovals({ table, record }: RecordPartProps) {
  const { t } = useTranslation();
  const approvals = useQuery({
    queryKey: keys.part(table.app, table.key, record.id, "approvals"),
    queryFn: ({ signal }) =>
      get<{ approvals: Path[]; startable: Startable[] }>(
        `${recordPath(table.app, table.key, record.id)}/approvals`,
        {},
        signal,
      ),
  });
  if (approvals.error && !approvals.data)
    return <ErrorBox error={approvals.error} retry={() => void approvals.refetch()} />;
  if (!approvals.data) return <Loading rows={3} />;
  const { approvals: all, startable } = approvals.data;
  return (
    <div className={css.ofRecord}>
      {startable.map((each) => (
        <StartApproval key={each.key} record={record.id} approval={each} />
      ))}
      {all.length === 0 && <p className={css.quiet}>{t("approvals.noneOfRecord")}</p>}
      {all.map((approval) => (
        <section key={approval.id} aria-label={approval.label}>
          <header className={css.lead}>
            <Link to={`/approvals/${approval.id}`}>{approval.label}</Link>
            <Tag color={STATE_COLORS[stateOf(approval)]}>
              {t(`approvals.state.${stateOf(approval)}`)}
            </Tag>
            <span className={css.quiet}>{sayTime(approval.started_at)}</span>
          </header>
          <ApprovalPath approval={approval} />
        </section>
      ))}
    </div>
  );
}
