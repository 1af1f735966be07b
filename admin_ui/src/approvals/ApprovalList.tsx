import { Button, Checkbox } from "antd";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { exactTime, sayTime } from "@/text/time";
import { Countdown } from "@/ui/Countdown";
import { notify } from "@/ui/Notices";
import { Further, RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import {
  type ApprovalRow,
  act,
  type ListName,
  STATE_COLORS,
  stateOf,
  useApprovals,
} from "./approvals";
import css from "./approvals.module.css";

/** Approvals of one of my lists; those that wait for me can be agreed to together. */
export function ApprovalList({ list }: { list: ListName }) {
  const { t } = useTranslation();
  const approvals = useApprovals(list);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  if (approvals.error && !approvals.data)
    return <ErrorBox error={approvals.error} retry={() => void approvals.refetch()} />;
  if (!approvals.data) return <Loading rows={5} />;
  const all = approvals.data.pages.flatMap((page) => page.approvals);
  if (all.length === 0)
    return (
      <StateBox
        icon={ShieldCheck}
        title={t(`approvals.none.${list}`)}
        text={t(`approvals.noneText.${list}`)}
      />
    );
  const toggle = (id: string) =>
    choose((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const present = all.filter((row) => chosen.has(row.id));
  return (
    <>
      <Rows label={t(`approvals.list.${list}`)}>
        {all.map((row) => (
          <Row
            key={row.id}
            row={row}
            isNew={list === "cc" && row.read_at === null}
            isChosen={chosen.has(row.id)}
            onToggle={list === "to_decide" ? () => toggle(row.id) : undefined}
          />
        ))}
      </Rows>
      {approvals.hasNextPage && (
        <Further onClick={() => void approvals.fetchNextPage()}>{t("approvals.further")}</Further>
      )}
      {present.length > 0 && <Batch rows={present} onDone={() => choose(new Set())} />}
    </>
  );
}

function Row({
  row,
  isNew,
  isChosen,
  onToggle,
}: {
  row: ApprovalRow;
  /** A copy that I have not looked at. */
  isNew: boolean;
  isChosen: boolean;
  onToggle?(): void;
}) {
  const { t } = useTranslation();
  return (
    <RowItem
      to={`/approvals/${row.id}`}
      isNew={isNew}
      choice={
        onToggle && (
          <Checkbox
            checked={isChosen}
            onChange={onToggle}
            aria-label={t("approvals.choose", { title: row.title })}
          />
        )
      }
      title={<span>{row.title}</span>}
      kind={row.label}
      note={
        <>
          {t("approvals.asked", {
            name: row.applicant_name ?? t("approvals.nobody"),
            time: sayTime(row.started_at),
          })}
          {row.node_label && t("approvals.at", { node: row.node_label })}
        </>
      }
      end={
        <>
          {row.due_at ? (
            <Countdown due={row.due_at} from={row.started_at} />
          ) : (
            row.ended_at && <time title={exactTime(row.ended_at)}>{sayTime(row.ended_at)}</time>
          )}
          <Tag color={STATE_COLORS[stateOf(row)]}>{t(`approvals.state.${stateOf(row)}`)}</Tag>
        </>
      }
    />
  );
}

interface Result {
  id: string;
  is_done: boolean;
  message?: string;
}

/** Several are agreed to, each on its own: those that ask for more than a yes stay. */
function Batch({ rows, onDone }: { rows: ApprovalRow[]; onDone(): void }) {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const agree = async () => {
    setSending(true);
    try {
      const { results } = await act<{ results: Result[] }>("/decide", {
        approvals: rows.map((row) => row.id),
      });
      const refused = results.filter((each) => !each.is_done);
      const count = results.length - refused.length;
      notify(
        refused.length > 0
          ? {
              kind: "failed",
              text: t("approvals.someAgreed", {
                count,
                left: refused.length,
                why: refused[0]?.message ?? "",
              }),
            }
          : { text: t("approvals.agreedMany", { count }) },
      );
      onDone();
    } catch (error) {
      notify({ text: refusalOf(error), kind: "failed" });
    } finally {
      setSending(false);
    }
  };
  return (
    <div className={css.batch} role="toolbar" aria-label={t("approvals.batch")}>
      <span>{t("approvals.chosen", { count: rows.length })}</span>
      <Button onClick={onDone}>{t("ui.cancel")}</Button>
      <Button type="primary" loading={isSending} onClick={() => void agree()}>
        {t("approvals.agreeMany", { count: rows.length })}
      </Button>
    </div>
  );
}
