import { Modal } from "antd";
import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { post, whenSignedOut } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { Me } from "@/api/types";
import { EntryForm } from "./Entry";
import css from "./SessionGuard.module.css";

/** When the session has ended, the password is asked for over the page; nothing on it is lost.
 * When the network is gone, a line says so until it is back. */
export function SessionGuard({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [isOut, setOut] = useState(false);
  const isOnline = useOnline();
  useEffect(() => whenSignedOut(() => setOut(true)), []);
  useEffect(() => {
    if (isOnline) void queryClient.invalidateQueries({ refetchType: "active" });
  }, [isOnline]);
  return (
    <>
      {!isOnline && (
        <p className={css.offline} role="status">
          <CloudOff size={14} strokeWidth={1.75} aria-hidden="true" /> {t("shell.offline")}
        </p>
      )}
      <Modal
        open={isOut}
        title={t("shell.sessionOver")}
        footer={null}
        closable={false}
        keyboard={false}
        width={400}
        destroyOnHidden
      >
        <p className={css.text}>{t("shell.sessionOverText", { login: me.login })}</p>
        <EntryForm
          button={t("shell.goOn")}
          fields={[{ name: "password", label: t("shell.password"), kind: "current-password" }]}
          send={(values) =>
            post<{ csrf: string; me: Me }>("/sessions", { login: me.login, ...values })
          }
          onDone={() => {
            setOut(false);
            void queryClient.invalidateQueries();
          }}
        />
      </Modal>
    </>
  );
}

function useOnline(): boolean {
  const [isOnline, set] = useState(navigator.onLine);
  useEffect(() => {
    const tell = () => set(navigator.onLine);
    window.addEventListener("online", tell);
    window.addEventListener("offline", tell);
    return () => {
      window.removeEventListener("online", tell);
      window.removeEventListener("offline", tell);
    };
  }, []);
  return isOnline;
}
