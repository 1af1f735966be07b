import { useTranslation } from "react-i18next";
import { Once } from "@/ui/Once";
import css from "./settings.module.css";

/** A secret that calls are signed with, shown this once, and how they are signed. */
export function Secret({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={css.notice}>{t("settings.once")}</p>
      <Once
        label={t("settings.secret")}
        value={secret}
        copyText={t("settings.copy")}
        copiedText={t("settings.copied")}
      />
      <p className={css.quiet}>
        {t("settings.signed")}{" "}
        <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>
      </p>
    </>
  );
}
