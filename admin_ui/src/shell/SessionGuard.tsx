import { CloudOff } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { whenSignedOut } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { Me } from "@/api/types";
import { fetchAhead } from "@/ui/ahead";
import css from "./SessionGuard.module.css";

const loadSignIn = () => import("./SignInAgain");
const SignInAgain = lazy(loadSignIn);

/** When the session has ended, the password is asked for over the page; nothing on it is lost.
 * When the network is gone, a line says so until it is back. */
export function SessionGuard({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [isOut, setOut] = useState(false);
  const isOnline = useOnline();
  // Who is signed out may be offline a moment later: the way back is here before.
  useEffect(() => fetchAhead(loadSignIn), []);
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
      {isOut && (
        <Suspense fallback={null}>
          <SignInAgain me={me} onDone={() => setOut(false)} />
        </Suspense>
      )}
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
