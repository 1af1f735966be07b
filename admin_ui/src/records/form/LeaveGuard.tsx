import { Button, Modal } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import type { Form } from "./useForm";

/** Leaving a form with unsaved changes asks first; a closed tab keeps its draft anyhow. */
export function LeaveGuard({ form }: { form: Form }) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      form.mayLeave() === false &&
      currentLocation.pathname + currentLocation.search !==
        nextLocation.pathname + nextLocation.search,
  );
  const stay = useRef(() => blocker.reset?.());
  stay.current = () => blocker.reset?.();
  useEffect(() => () => stay.current(), []);
  // Not merely closed: a dialog that fades out would take the clicks of who goes on at once.
  if (blocker.state !== "blocked") return null;
  return (
    <Modal
      open
      title={t("record.leave.title")}
      width={440}
      onCancel={() => blocker.reset?.()}
      footer={
        <>
          <Button
            danger
            onClick={() => {
              form.discard();
              blocker.proceed?.();
            }}
          >
            {t("record.leave.discard")}
          </Button>
          <Button onClick={() => blocker.proceed?.()}>{t("record.leave.go")}</Button>
          <Button type="primary" onClick={() => blocker.reset?.()}>
            {t("record.leave.stay")}
          </Button>
        </>
      }
    >
      {t("record.leave.text")}
    </Modal>
  );
}
