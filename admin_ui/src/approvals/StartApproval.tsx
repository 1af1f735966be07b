import { Button } from "antd";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { queryClient } from "@/api/queries";
import { notify } from "@/ui/Notices";

export interface Startable {
  app: string;
  key: string;
  label: string;
}

/** An approval that somebody may ask for on this record. */
export function StartApproval({ record, approval }: { record: string; approval: Startable }) {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const start = async () => {
    setSending(true);
    try {
      await post(`/apps/${approval.app}/approvals/${approval.key}/start`, { record });
      notify({ text: t("approvals.started", { label: approval.label }) });
    } catch (error) {
      notify({ text: refusalOf(error), kind: "failed" });
    } finally {
      setSending(false);
      for (const queryKey of [["approvals"], ["records"], ["todos"]])
        void queryClient.invalidateQueries({ queryKey });
    }
  };
  return (
    <Button
      icon={<ShieldCheck size={14} strokeWidth={1.75} />}
      loading={isSending}
      onClick={() => void start()}
    >
      {t("approvals.startIt", { label: approval.label })}
    </Button>
  );
}
