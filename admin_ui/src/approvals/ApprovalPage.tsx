import { Button } from "antd";
import { BellRing, Printer, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { address } from "@/api/client";
import { useLive } from "@/api/live";
import { useApp } from "@/api/queries";
import type { Values } from "@/api/types";
import { useLook } from "@/shell/appearance";
import { sayTime } from "@/text/time";
import { Page } from "@/ui/Page";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { ApprovalPath } from "./ApprovalPath";
import { AskedValues } from "./AskedValues";
import { type Approval, STATE_COLORS, stateOf, useApproval } from "./approvals";
import css from "./approvals.module.css";
import { Opinion } from "./Opinion";
import { Revoke } from "./Revoke";
import { useAct } from "./useAct";

/** `/approvals/:id`: what is asked, where it is on its way, and what I have to say. */
export function Component() {
  const { id = "" } = useParams();
  const approval = useApproval(id);
  const { table, record } = approval.data ?? {};
  useLive(
    table && record ? `record:${table}:${record}` : "",
    approval.data ? `approval:${id}` : "",
  );
  if (approval.error && !approval.data)
    return <ErrorBox error={approval.error} retry={() => void approval.refetch()} />;
  return approval.data ? (
    <Case key={`${id} ${approval.data.mine.task}`} approval={approval.data} />
  ) : (
    <Loading />
  );
}

function Case({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [app = "", key = ""] = approval.table.split(".");
  const model = useApp(app, language);
  const table = model.data?.tables.get(key);
  const [typed, setTyped] = useState<Values>({});
  return (
    <Page
      title={approval.title}
      lead={
        <span className={css.lead}>
          <Tag color={STATE_COLORS[stateOf(approval)]}>
            {t(`approvals.state.${stateOf(approval)}`)}
          </Tag>
          {approval.label}
          <span>
            {t("approvals.asked", {
              name: approval.applicant_name ?? t("approvals.nobody"),
              time: sayTime(approval.started_at),
            })}
          </span>
          {approval.move_label && (
            <span>{t("approvals.leadsTo", { move: approval.move_label })}</span>
          )}
        </span>
      }
      actions={<Acts approval={approval} />}
    >
      <div className={css.columns}>
        <div className={css.main}>
          {table && (
            <AskedValues
              approval={approval}
              table={table}
              typed={typed}
              onChange={(field, value) => setTyped((all) => ({ ...all, [field]: value }))}
            />
          )}
        </div>
        <div className={css.main}>
          <Opinion approval={approval} values={typed} />
          <aside className={css.side} aria-label={t("approvals.path")}>
            <h2>{t("approvals.path")}</h2>
            <ApprovalPath approval={approval} />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** What the applicant may do, and what everybody may: hurry, take back, print. */
function Acts({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const { send, isSending } = useAct(approval);
  const { may } = approval.mine;
  return (
    <span className={css.acts}>
      {may.includes("urge") && (
        <Button
          icon={<BellRing size={14} strokeWidth={1.75} />}
          loading={isSending}
          onClick={() => void send("urge", {}, t("approvals.urged"))}
        >
          {t("approvals.urge")}
        </Button>
      )}
      {may.includes("withdraw") && (
        <Button
          icon={<Undo2 size={14} strokeWidth={1.75} />}
          loading={isSending}
          onClick={() => void send("withdraw", {}, t("approvals.withdrawn"))}
        >
          {t("approvals.withdraw")}
        </Button>
      )}
      {may.includes("revoke") && <Revoke approval={approval} />}
      <Button
        href={address(`/approvals/${approval.id}/print`)}
        target="_blank"
        icon={<Printer size={14} strokeWidth={1.75} />}
      >
        {t("approvals.print")}
      </Button>
    </span>
  );
}
