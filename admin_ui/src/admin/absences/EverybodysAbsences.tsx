import { Button } from "antd";
import { CalendarOff, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePeople } from "@/fields/shared/people";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { AbsenceRows } from "./AbsenceRows";
import { useAbsences } from "./absences";
import css from "./absences.module.css";
import { NewAbsence } from "./NewAbsence";

/** Who is and will be away, for who looks after people. */
export function EverybodysAbsences() {
  const { t } = useTranslation();
  const found = useAbsences(null);
  const people = usePeople();
  const [isNew, setNew] = useState(false);
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || people.isLoading) return <Loading />;
  const names = new Map(people.data?.map(({ id, name }) => [id, name]));
  const add = (
    <Button type="primary" icon={<Plus size={14} />} onClick={() => setNew(true)}>
      {t("account.absence.add")}
    </Button>
  );
  return (
    <>
      {found.data.length === 0 ? (
        <StateBox
          icon={CalendarOff}
          title={t("account.absence.nobody")}
          text={t("account.absence.nobodyText")}
        >
          {add}
        </StateBox>
      ) : (
        <>
          <div className={css.tools}>
            <p>{t("account.absence.nobodyText")}</p>
            {add}
          </div>
          <div className={css.list}>
            <AbsenceRows
              absences={found.data}
              nameOf={(user) => names.get(user) ?? t("account.absence.somebody")}
            />
          </div>
        </>
      )}
      {isNew && <NewAbsence user={null} onClose={() => setNew(false)} />}
    </>
  );
}
