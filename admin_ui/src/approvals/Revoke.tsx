import { Button, Modal } from "antd";
import { RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { TextBox } from "@/ui/TextBox";
import { type Approval, act } from "./approvals";
import css from "./approvals.module.css";

/** Asks that what was agreed be taken back; a new approval decides about that. */
export function Revoke({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<RotateCcw size={14} strokeWidth={1.75} />} onClick={() => setOpen(true)}>
        {t("approvals.revoke")}
      </Button>
      {isOpen && <RevokeDialog approval={approval} close={() => setOpen(false)} />}
    </>
  );
}

function RevokeDialog({ approval, close }: { approval: Approval; close(): void }) {
  const { t } = useTranslation();
  const name = useId();
  const go = useNavigate();
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState("");
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      const made = await act<Approval>(`/${approval.id}/revoke`, { comment: reason.trim() });
      notify({ text: t("approvals.revokeAsked") });
      close();
      void go(`/approvals/${made.id}`);
    } catch (error) {
      setTrouble(refusalOf(error));
      setSending(false);
    }
  };
  return (
    <Modal
      open
      width={480}
      title={t("approvals.revoke")}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            disabled={!reason.trim()}
            loading={isSending}
            onClick={() => void send()}
          >
            {t("approvals.revoke")}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{t("approvals.revokeText")}</p>
        <label htmlFor={`${name}-reason`}>{t("approvals.revokeReason")}</label>
        <TextBox
          id={`${name}-reason`}
          autoFocus
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {trouble && (
          <p className={css.trouble} role="alert">
            {trouble}
          </p>
        )}
      </div>
    </Modal>
  );
}
