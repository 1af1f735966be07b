import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { PageSection } from "@/ui/Page";
import css from "./account.module.css";

export function Password() {
  const { t } = useTranslation();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => post("/me/password", { old, new: next }),
    onSuccess: () => {
      setOld("");
      setNext("");
      notify({ text: t("account.passwordChanged") });
    },
  });
  return (
    <PageSection title={t("account.password")} text={t("account.passwordText")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <div className={css.line}>
          <label htmlFor="old-password">{t("account.oldPassword")}</label>
          <Input.Password
            id="old-password"
            autoComplete="current-password"
            value={old}
            onChange={(event) => setOld(event.target.value)}
          />
        </div>
        <div className={css.line}>
          <label htmlFor="new-password">{t("account.newPassword")}</label>
          <Input.Password
            id="new-password"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
          <Button htmlType="submit" disabled={!old || !next} loading={change.isPending}>
            {t("account.changePassword")}
          </Button>
        </div>
      </form>
      {change.error instanceof ApiError && (
        <p className={css.refusal} role="alert">
          {change.error.problems[0]?.message ?? change.error.message}
        </p>
      )}
    </PageSection>
  );
}
