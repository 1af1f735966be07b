import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { get, post } from "@/api/client";
import type { Me } from "@/api/types";
import { Entry } from "./Entry";

/** The page of whoever has not signed in. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words] = useSearchParams();
  const first = useQuery({
    queryKey: ["first-run"],
    queryFn: () => get<{ open: boolean }>("/first-run"),
  });
  if (first.data?.open) return <Navigate to="/first-run" replace />;
  return (
    <Entry
      title={t("shell.signIn")}
      button={t("shell.signInNow")}
      fields={[
        { name: "login", label: t("shell.login") },
        { name: "password", label: t("shell.password"), kind: "current-password" },
      ]}
      send={(values) => post<{ csrf: string; me: Me }>("/sessions", values)}
      onDone={() => void navigate(insidePath(words.get("next")), { replace: true })}
    />
  );
}

/** A path of this application; anything else, which a link from outside may carry, is the home page. */
function insidePath(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}
