import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useApps } from "@/api/queries";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";

export function Component() {
  const { t } = useTranslation();
  const apps = useApps();
  if (apps.error) return <ErrorBox error={apps.error} retry={() => void apps.refetch()} />;
  if (!apps.data) return <Loading />;
  if (apps.data.length === 0)
    return <StateBox title={t("shell.noApps")} text={t("shell.noAppsText")} />;
  return (
    <ul>
      {apps.data.map((app) => (
        <li key={app.key}>
          <Link to={`/a/${app.key}`}>{app.label}</Link>
        </li>
      ))}
    </ul>
  );
}
