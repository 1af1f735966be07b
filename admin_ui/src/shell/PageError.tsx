import { Button } from "antd";
import { RefreshCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { StateBox } from "@/ui/StateBox";

/** A page that could not be drawn. After an update of the server the old parts of the application
 * are gone: then the page is only read anew. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const isOld = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <StateBox
      icon={isOld ? RefreshCw : TriangleAlert}
      title={t(isOld ? "shell.newVersion" : "shell.broken")}
      text={t(isOld ? "shell.newVersionText" : "shell.brokenText")}
    >
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("shell.reload")}
      </Button>
      <Button href="/">{t("shell.toHome")}</Button>
    </StateBox>
  );
}
