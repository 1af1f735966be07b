import { Check, Clock, CornerUpLeft, Minus, UserRoundPlus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { thumbnailAddress } from "@/fields/file/files";
import { exactTime, sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { Avatar } from "@/ui/Tag";
import type { Node, ApprovalPath as Path, Revocation, Task, TaskState } from "./approvals";
import css from "./path.module.css";

/** The way of an approval: who asked, who decided in each node, when, with which words. */
export function ApprovalPath({ approval }: { approval: Path }) {
  const { t } = useTranslation();
  return (
    <ol className={css.path} aria-label={t("approvals.path")}>
      <li className={css.node} data-state="done">
        <h3>{t("approvals.start")}</h3>
        <div className={css.task}>
          <Avatar id={approval.applicant ?? ""} name={approval.applicant_name ?? "·"} size={22} />
          <span className={css.who}>{approval.applicant_name ?? t("approvals.nobody")}</span>
          <Time at={approval.started_at} />
        </div>
      </li>
      {approval.nodes.map((node) => (
        <NodeView key={node.key} node={node} />
      ))}
      {approval.ended_at && (
        <li className={css.node} data-state={approval.state}>
          <h3>
            {t(`approvals.state.${approval.state}`)}
            <Time at={approval.ended_at} />
          </h3>
        </li>
      )}
      {approval.revocation && <RevocationView revocation={approval.revocation} />}
    </ol>
  );
}

/** That somebody asked for the agreement to be taken back, why, and what became of it. */
function RevocationView({ revocation }: { revocation: Revocation }) {
  const { t } = useTranslation();
  return (
    <li className={css.node} data-state={revocation.state}>
      <h3>
        <Link to={`/approvals/${revocation.id}`}>{t("approvals.revocation")}</Link>
        <small>{t(`approvals.state.${revocation.state}`)}</small>
      </h3>
      <div className={css.task}>
        <span className={css.who}>{revocation.applicant_name ?? t("approvals.nobody")}</span>
        <Time at={revocation.started_at} />
      </div>
      {revocation.reason && <p className={css.comment}>{revocation.reason}</p>}
    </li>
  );
}

function NodeView({ node }: { node: Node }) {
  const { t } = useTranslation();
  return (
    <li className={css.node} data-state={node.state}>
      <h3>
        {node.label}
        <small>
          {node.state === "passed_over"
            ? t("approvals.passedOver")
            : seatsOf(node) > 1 && t(`approvals.votes.${node.votes}`, { share: shareOf(node) })}
        </small>
      </h3>
      {node.tasks.map((task) => (
        <TaskView key={task.number} task={task} />
      ))}
    </li>
  );
}

/** How many have a vote of their own: whoever passed it on has none any more. */
const seatsOf = (node: Node): number =>
  node.tasks.filter((task) => task.state !== "transferred").length;

const shareOf = (node: Node): string => `${Math.round((node.share ?? 0) * 100)}%`;

const ICONS = {
  waiting: Clock,
  pending: Clock,
  agreed: Check,
  rejected: X,
  transferred: UserRoundPlus,
  skipped: Minus,
  returned: CornerUpLeft,
  cancelled: Minus,
} as const satisfies Record<TaskState, unknown>;

function TaskView({ task }: { task: Task }) {
  const { t } = useTranslation();
  const Icon = ICONS[task.state];
  return (
    <div className={css.task} data-state={task.state}>
      <Avatar id={task.person} name={task.person_name} size={22} />
      <span className={css.who}>
        {task.person_name}
        {task.behalf_name && <small>{t("approvals.behalf", { name: task.behalf_name })}</small>}
        {task.how !== "asked" && <small>{t(`approvals.how.${task.how}`)}</small>}
      </span>
      <span className={css.did}>
        <Icon size={14} strokeWidth={2} aria-hidden="true" />
        {t(`approvals.task.${task.state}`)}
        {task.is_automatic && t("approvals.automatic")}
      </span>
      {task.state === "pending" && task.due_at ? (
        <Countdown due={task.due_at} from={task.at} />
      ) : (
        task.decided_at && <Time at={task.decided_at} />
      )}
      {task.comment && <p className={css.comment}>{task.comment}</p>}
      {task.signature && (
        <img
          className={css.signature}
          src={thumbnailAddress(task.signature, 480)}
          alt={t("approvals.signatureOf", { name: task.person_name })}
        />
      )}
    </div>
  );
}

const Time = ({ at }: { at: string }) => (
  <time className={css.time} dateTime={at} title={exactTime(at)}>
    {sayTime(at)}
  </time>
);
