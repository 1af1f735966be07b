import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { keepCsrf, post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/queries";
import type { Me } from "@/api/types";
import css from "./SignIn.module.css";

/** The page of whoever has not signed in. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words] = useSearchParams();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState("");
  const [isBusy, setBusy] = useState(false);

  async function signIn(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const { csrf, me } = await post<{ csrf: string; me: Me }>("/sessions", { login, password });
      keepCsrf(csrf);
      queryClient.setQueryData(keys.me, { ...me, csrf });
      const next = words.get("next") ?? "/";
      await navigate(next.startsWith("/") && !next.startsWith("//") ? next : "/", {
        replace: true,
      });
    } catch (error) {
      setRefusal(
        error instanceof ApiError
          ? error.isOffline
            ? t("ui.offline")
            : error.message
          : String(error),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={css.page}>
      <form className={css.sheet} onSubmit={signIn}>
        <img src="/logo.svg" alt="" width={40} height={40} />
        <h1>{t("shell.signIn")}</h1>
        <label htmlFor="login">{t("shell.login")}</label>
        <Input
          id="login"
          size="large"
          autoFocus
          autoComplete="username"
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor="password">{t("shell.password")}</label>
        <Input.Password
          id="password"
          size="large"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <p className={css.refusal} role="alert">
          {refusal}
        </p>
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={isBusy}
          disabled={!login || !password}
        >
          {t("shell.signInNow")}
        </Button>
      </form>
    </main>
  );
}
