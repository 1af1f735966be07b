import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { get, remove } from "@/api/client";
import { exactTime, sayTime } from "@/text/time";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";

interface Session {
  id: string;
  is_current: boolean;
  address: string;
  agent: string;
  created_at: string;
  seen_at: string;
}

export function Sessions() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: async () => (await get<{ sessions: Session[] }>("/sessions")).sessions,
  });
  const end = useMutation({
    mutationFn: (path: string) => remove(path),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["sessions"] }),
  });
  if (sessions.error)
    return <ErrorBox error={sessions.error} retry={() => void sessions.refetch()} />;
  const others = (sessions.data ?? []).filter((session) => !session.is_current);
  return (
    <PageSection
      title={t("account.sessions")}
      actions={
        others.length > 0 && (
          <Button size="small" onClick={() => end.mutate("/sessions")}>
            {t("account.endOthers")}
          </Button>
        )
      }
    >
      {!sessions.data && <Loading rows={2} />}
      <Rows label={t("account.sessions")}>
        {(sessions.data ?? []).map((session) => (
          <RowItem
            key={session.id}
            title={
              <>
                {browserOf(session.agent) || t("account.unknownBrowser")}
                {session.is_current && <Tag color="green">{t("account.thisOne")}</Tag>}
              </>
            }
            note={
              <span title={exactTime(session.seen_at)}>
                {t("account.seen", { address: session.address, at: sayTime(session.seen_at) })}
              </span>
            }
            actions={
              !session.is_current && (
                <Button
                  size="small"
                  type="text"
                  onClick={() => end.mutate(`/sessions/${session.id}`)}
                >
                  {t("account.end")}
                </Button>
              )
            }
          />
        ))}
      </Rows>
    </PageSection>
  );
}

/** Chrome 156 on Linux: what a person recognises of a user agent. */
export function browserOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Version)\/(\d+)/.exec(
    agent.replace(/Chrome(?=.*(Edg|OPR))/, ""),
  );
  const system = /(Windows|Mac OS X|iPhone|iPad|Android|Linux)/
    .exec(agent)?.[1]
    ?.replace("Mac OS X", "macOS");
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera", Version: "Safari" };
  return [browser && `${names[browser[1] ?? ""] ?? browser[1]} ${browser[2]}`, system]
    .filter(Boolean)
    .join(", ");
}
