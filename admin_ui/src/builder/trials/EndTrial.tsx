import { Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { TextBox } from "@/ui/TextBox";
import { type Trial, useEndTrial, type Verdict } from "./trials";
import css from "./trials.module.css";

/** Why the trial ends before its time, and which version stays. */
export function EndTrial({
  app,
  trial,
  verdict,
  onClose,
}: {
  app: string;
  trial: Trial;
  verdict: Verdict;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const name = useId();
  const [reason, setReason] = useState("");
  const end = useEndTrial(app, trial.id);
  const send = async () => {
    try {
      await end.mutateAsync({ verdict, reason: reason.trim() });
    } catch {
      return; // it stands in the form
    }
    notify({ text: t(`automations.trial.sent.${verdict}`) });
    onClose();
  };
  const text = verdict === "roll_back" && trial.base_revision === null ? "switchOff" : verdict;
  return (
    <Modal
      open
      width={480}
      title={t(`automations.trial.endTitle.${verdict}`)}
      onCancel={onClose}
      cancelText={t("automations.trial.goOn")}
      okText={t(verdict === "keep" ? "automations.trial.keep" : "automations.trial.rollBack")}
      okButtonProps={{ disabled: !reason.trim(), loading: end.isPending }}
      onOk={() => void send()}
    >
      <div className={css.form}>
        <p>{t(`automations.trial.endText.${text}`)}</p>
        <label htmlFor={name}>{t("automations.trial.reason")}</label>
        <TextBox
          id={name}
          minRows={2}
          maxLength={500}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {end.error && (
          <p className={css.wrong} role="alert">
            {refusalOf(end.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
