import { Button, Modal } from "antd";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { queryClient } from "@/api/queries";
import type { Choice } from "@/api/types";
import { Choices, type Chosen } from "@/fields/shared/Choices";
import { notify } from "@/ui/Notices";
import css from "./approvals.module.css";

export interface Startable {
  app: string;
  key: string;
  label: string;
  choose: Choice[];
}

/** An approval that somebody may ask for on this record, once they have named whom it leaves to
 * them. */
export function StartApproval({ record, approval }: { record: string; approval: Startable }) {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<Chosen>({});
  const start = async () => {
    setSending(true);
    try {
      await post(`/apps/${approval.app}/approvals/${approval.key}/start`, { record, chosen });
      notify({ text: t("approvals.started", { label: approval.label }) });
      setChoosing(false);
    } catch (error) {
      notify({ text: refusalOf(error), kind: "failed" });
    } finally {
      setSending(false);
      for (const queryKey of [["approvals"], ["records"], ["todos"]])
        void queryClient.invalidateQueries({ queryKey });
    }
  };
  const button = t("approvals.startIt", { label: approval.label });
  return (
    <>
      <Button
        icon={<ShieldCheck size={14} strokeWidth={1.75} />}
        loading={isSending && !isChoosing}
        onClick={() => (approval.choose.length > 0 ? setChoosing(true) : void start())}
      >
        {button}
      </Button>
      <Modal
        open={isChoosing}
        width={480}
        title={button}
        onCancel={() => setChoosing(false)}
        footer={
          <>
            <Button onClick={() => setChoosing(false)}>{t("ui.cancel")}</Button>
            <Button type="primary" loading={isSending} onClick={() => void start()}>
              {button}
            </Button>
          </>
        }
      >
        <div className={css.form}>
          <Choices
            choices={approval.choose}
            chosen={chosen}
            onChange={setChosen}
            say={(node) => t("approvals.chooseFor", { node })}
          />
        </div>
      </Modal>
    </>
  );
}
