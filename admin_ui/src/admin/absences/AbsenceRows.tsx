import { Button } from "antd";
import { CalendarOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { RowItem, Rows } from "@/ui/Rows";
import { Avatar, Tag } from "@/ui/Tag";
import { type Absence, useAbsenceChange } from "./absences";

/** Absences below each other, the first one first; `nameOf` says whose, where that is not plain. */
export function AbsenceRows({
  absences,
  nameOf,
}: {
  absences: readonly Absence[];
  nameOf?: (user: string) => string;
}) {
  const { t } = useTranslation();
  const { add, drop } = useAbsenceChange();
  const end = async (absence: Absence) => {
    try {
      await drop.mutateAsync(absence);
      const { id: _, ...again } = absence;
      notify({
        text: t("account.absence.dropped"),
        action: { label: t("ui.undo"), run: () => add.mutate(again) },
      });
    } catch (error) {
      notify({ kind: "failed", text: refusalOf(error) });
    }
  };
  const now = Date.now();
  return (
    <Rows label={t("account.absence.title")}>
      {absences.map((absence) => {
        const isAway = Date.parse(absence.starts_at) <= now;
        const name = nameOf?.(absence.user);
        const period = t("account.absence.period", {
          from: sayTime(absence.starts_at),
          until: sayTime(absence.ends_at),
        });
        const words = t(isAway ? "account.absence.back" : "account.absence.drop");
        return (
          <RowItem
            key={absence.id}
            icon={
              name ? (
                <Avatar id={absence.user} name={name} size={32} />
              ) : (
                <CalendarOff size={16} strokeWidth={1.75} aria-hidden="true" />
              )
            }
            title={
              <>
                {name ?? period}
                {isAway && <Tag color="orange">{t("account.absence.away")}</Tag>}
              </>
            }
            note={[name && period, absence.note].filter(Boolean).join("，")}
            actions={
              <Button
                size="small"
                type="text"
                aria-label={`${words} ${name ?? ""} ${period}`}
                loading={drop.isPending && drop.variables?.id === absence.id}
                onClick={() => void end(absence)}
              >
                {words}
              </Button>
            }
          />
        );
      })}
    </Rows>
  );
}
