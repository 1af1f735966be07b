import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { Me } from "@/api/types";
import { EntryForm } from "./Entry";
import css from "./SessionGuard.module.css";

/** The password is asked for over the page, for the one who was signed in. */
export default function SignInAgain({ me, onDone }: { me: Me; onDone(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t("shell.sessionOver")}
      footer={null}
      closable={false}
      keyboard={false}
      width={400}
    >
      <p className={css.text}>{t("shell.sessionOverText", { login: me.login })}</p>
      <EntryForm
        button={t("shell.goOn")}
        fields={[{ name: "password", label: t("shell.password"), kind: "current-password" }]}
        send={(values) =>
          post<{ csrf: string; me: Me }>("/sessions", { login: me.login, ...values })
        }
        onDone={() => {
          onDone();
          void queryClient.invalidateQueries();
        }}
      />
    </Modal>
  );
}
