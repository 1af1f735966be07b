import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { patch } from "@/api/client";
import { useLook } from "@/shell/appearance";
import type { Language } from "@/text/t";
import { PageSection } from "@/ui/Page";
import css from "./account.module.css";

export function Appearance() {
  const { t } = useTranslation();
  const look = useLook();
  const speak = (language: Language) => {
    look.setLanguage(language);
    void patch("/me", { language });
  };
  return (
    <PageSection title={t("account.look")}>
      <div className={css.line}>
        <span>{t("account.language")}</span>
        <Segmented
          aria-label={t("account.language")}
          value={look.language}
          onChange={speak}
          options={[
            { value: "zh", label: t("account.chinese") },
            { value: "en", label: t("account.english") },
          ]}
        />
      </div>
      <div className={css.line}>
        <span>{t("account.appearance")}</span>
        <Segmented
          aria-label={t("account.appearance")}
          value={look.appearance}
          onChange={look.setAppearance}
          options={(["light", "dark", "system"] as const).map((value) => ({
            value,
            label: t(`shell.${value}`),
          }))}
        />
      </div>
    </PageSection>
  );
}
