import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { StateBox } from "@/ui/StateBox";

/** An address that leads nowhere. */
export function Component() {
  const { t } = useTranslation();
  return (
    <StateBox icon={Compass} title={t("shell.notFound")} text={t("shell.notFoundText")}>
      <Link to="/">{t("shell.toHome")}</Link>
    </StateBox>
  );
}
