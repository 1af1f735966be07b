import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/types";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { usePhone } from "@/ui/usePhone";

/** On a phone, which has no menu of the person, what that menu leads to. */
export function Elsewhere({ me }: { me: Me }) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const open = [
    me.powers.includes("people") && "people",
    me.powers.some((power) => power === "settings" || power === "credentials") && "settings",
    me.app_cards.some((app) => app.build.length > 0) && "runs",
  ].filter((each) => each !== false);
  if (!isPhone || open.length === 0) return null;
  return (
    <PageSection title={t("account.elsewhere")}>
      <Rows label={t("account.elsewhere")}>
        {open.map((each) => (
          <RowItem
            key={each}
            title={t(`shell.${each}`)}
            actions={<ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />}
            to={`/${each}`}
          />
        ))}
      </Rows>
    </PageSection>
  );
}
