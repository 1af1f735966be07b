import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate } from "react-router";
import { get, post } from "@/api/client";
import type { Me } from "@/api/types";
import { Loading } from "@/ui/StateBox";
import { useLook } from "./appearance";
import { Entry } from "./Entry";

/** Makes the administrator, with the one-time code that the console printed. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { language } = useLook();
  const state = useQuery({
    queryKey: ["first-run"],
    queryFn: () => get<{ open: boolean }>("/first-run"),
  });
  if (state.isLoading) return <Loading />;
  if (state.data && !state.data.open) return <Navigate to="/sign-in" replace />;
  return (
    <Entry
      title={t("entry.firstRun")}
      intro={t("entry.firstRunText")}
      button={t("entry.firstRunNow")}
      fields={[
        { name: "code", label: t("entry.code"), kind: "code", hint: t("entry.codeHint") },
        { name: "workspace", label: t("entry.workspace") },
        { name: "name", label: t("entry.yourName") },
        { name: "login", label: t("shell.login") },
        { name: "password", label: t("entry.newPassword"), kind: "new-password" },
      ]}
      send={(values) => post<{ csrf: string; me: Me }>("/first-run", { ...values, language })}
      onDone={() => void navigate("/market", { replace: true })}
    />
  );
}
