import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { patch } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys } from "@/api/queries";
import type { Me } from "@/api/types";
import { notify } from "@/ui/Notices";
import { PageSection } from "@/ui/Page";
import css from "./account.module.css";

export function Profile({ me }: { me: Me }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState(me.name);
  const save = useMutation({
    mutationFn: () => patch("/me", { name }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.me });
      notify({ text: t("account.saved") });
    },
  });
  return (
    <PageSection
      title={t("account.profile")}
      text={me.roles.map((role) => role.label).join("、") || undefined}
    >
      <form
        className={css.line}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <label htmlFor="my-name">{t("account.name")}</label>
        <Input
          id="my-name"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          htmlType="submit"
          disabled={!name.trim() || name === me.name}
          loading={save.isPending}
        >
          {t("ui.save")}
        </Button>
      </form>
      {save.error instanceof ApiError && (
        <p className={css.refusal}>{save.error.problems[0]?.message ?? save.error.message}</p>
      )}
    </PageSection>
  );
}
