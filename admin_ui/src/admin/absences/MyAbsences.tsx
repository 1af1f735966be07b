import { Button } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PageSection } from "@/ui/Page";
import { ErrorBox } from "@/ui/StateBox";
import { AbsenceRows } from "./AbsenceRows";
import { useAbsences } from "./absences";
import css from "./absences.module.css";
import { NewAbsence } from "./NewAbsence";

/** When I am away: nothing is assigned to me meanwhile. */
export function MyAbsences({ user }: { user: string }) {
  const { t } = useTranslation();
  const found = useAbsences(user);
  const [isNew, setNew] = useState(false);
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  return (
    <PageSection
      title={t("account.absence.title")}
      text={t("account.absence.text")}
      actions={
        <Button size="small" icon={<Plus size={14} />} onClick={() => setNew(true)}>
          {t("account.absence.add")}
        </Button>
      }
    >
      {found.data?.length === 0 && <p className={css.quiet}>{t("account.absence.none")}</p>}
      {found.data && found.data.length > 0 && <AbsenceRows absences={found.data} />}
      {isNew && <NewAbsence user={user} onClose={() => setNew(false)} />}
    </PageSection>
  );
}
