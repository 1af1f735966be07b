import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useApps } from "@/api/queries";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { roleName, useRoles, useUsers } from "./people";

export function Roles() {
  const { t } = useTranslation();
  const roles = useRoles();
  const users = useUsers().data ?? [];
  const apps = useApps().data ?? [];
  if (roles.error) return <ErrorBox error={roles.error} retry={() => void roles.refetch()} />;
  if (!roles.data) return <Loading />;
  if (roles.data.length === 0)
    return (
      <StateBox icon={ShieldCheck} title={t("people.noRoles")} text={t("people.noRolesText")} />
    );
  return [...new Set(roles.data.map((role) => role.app))].map((app) => (
    <PageSection key={app} title={apps.find((each) => each.key === app)?.label ?? app}>
      <Rows label={app}>
        {(roles.data ?? [])
          .filter((role) => role.app === app)
          .map((role) => {
            const holders = users.filter((user) =>
              user.roles.some((each) => roleName(each) === `${app}.${role.key}`),
            );
            return (
              <RowItem
                key={role.key}
                icon={<ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" />}
                title={role.label}
                note={[
                  role.description,
                  holders.length > 0
                    ? holders.map((user) => user.name).join("、")
                    : t("people.noHolders"),
                ]
                  .filter(Boolean)
                  .join("。")}
                actions={<Link to={`/b/${app}`}>{t("people.toMatrix")}</Link>}
              />
            );
          })}
      </Rows>
    </PageSection>
  ));
}
