import { useQuery } from "@tanstack/react-query";
import { Link2Off } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { get, post } from "@/api/client";
import type { Me } from "@/api/types";
import { Loading, StateBox } from "@/ui/StateBox";
import { Entry } from "./Entry";

/** `/invite/:token`: somebody who was invited says how they sign in from now on. */
export function Component() {
  const { t } = useTranslation();
  const { token = "" } = useParams();
  const navigate = useNavigate();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    retry: false,
    queryFn: () =>
      get<{ workspace: string; invited_by: string | null; name: string | null }>(
        `/invitations/${encodeURIComponent(token)}`,
      ),
  });
  if (invitation.error)
    return (
      <StateBox icon={Link2Off} title={t("entry.inviteGone")} text={t("entry.inviteGoneText")} />
    );
  if (!invitation.data) return <Loading />;
  const { workspace, invited_by } = invitation.data;
  return (
    <Entry
      title={t("entry.invited", { workspace })}
      intro={invited_by ? t("entry.invitedBy", { name: invited_by }) : undefined}
      button={t("entry.join")}
      fields={[
        { name: "name", label: t("entry.yourName") },
        { name: "login", label: t("shell.login") },
        { name: "password", label: t("entry.newPassword"), kind: "new-password" },
      ]}
      send={(values) =>
        post<{ csrf: string; me: Me }>(`/invitations/${encodeURIComponent(token)}`, values)
      }
      onDone={() => void navigate("/", { replace: true })}
    />
  );
}
