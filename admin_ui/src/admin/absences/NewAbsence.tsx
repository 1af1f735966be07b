import { DatePicker, Input, Modal } from "antd";
import type { Dayjs } from "dayjs";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import { PeopleSelect } from "@/approvals/PeopleSelect";
import { inZone, nowInZone } from "@/text/time";
import { notify } from "@/ui/Notices";
import { usePhone } from "@/ui/usePhone";
import { useAbsenceChange } from "./absences";
import css from "./absences.module.css";

/** From when until when somebody is away; `user` null: who it is, is asked too. */
export function NewAbsence({ user, onClose }: { user: string | null; onClose(): void }) {
  const { t } = useTranslation();
  const name = useId();
  const { add } = useAbsenceChange();
  const [person, setPerson] = useState(user);
  const [from, setFrom] = useState<Dayjs | null>(() => nowInZone().startOf("day"));
  const [until, setUntil] = useState<Dayjs | null>(() => nowInZone().startOf("day").add(1, "day"));
  const [note, setNote] = useState("");
  const make = async () => {
    if (!person || !from || !until) return;
    const period = { starts_at: from.toISOString(), ends_at: until.toISOString() };
    try {
      await add.mutateAsync({ user: person, ...period, note: note.trim() || null });
    } catch {
      return; // it stands in the form
    }
    notify({ text: t("account.absence.added") });
    onClose();
  };
  return (
    <Modal
      open
      width={480}
      title={t("account.absence.add")}
      onCancel={onClose}
      cancelText={t("ui.cancel")}
      okText={t("account.absence.make")}
      okButtonProps={{ disabled: !person || !from || !until, loading: add.isPending }}
      onOk={() => void make()}
    >
      <div className={css.form}>
        {user === null && (
          <>
            <label htmlFor={`${name}-who`}>{t("account.absence.who")}</label>
            <PeopleSelect
              id={`${name}-who`}
              isMany={false}
              value={person ? [person] : []}
              onChange={([chosen]) => setPerson(chosen ?? null)}
            />
          </>
        )}
        <label htmlFor={`${name}-from`}>{t("account.absence.from")}</label>
        <Moment id={`${name}-from`} value={from} onChange={setFrom} />
        <label htmlFor={`${name}-until`}>{t("account.absence.until")}</label>
        <Moment id={`${name}-until`} value={until} onChange={setUntil} />
        <label htmlFor={`${name}-note`}>{t("account.absence.note")}</label>
        <Input
          id={`${name}-note`}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {add.error && (
          <p className={css.trouble} role="alert">
            {refusalOf(add.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}

const FORMAT = "YYYY-MM-DDTHH:mm";

function Moment(props: { id: string; value: Dayjs | null; onChange(next: Dayjs | null): void }) {
  const { id, value, onChange } = props;
  // A phone has a picker of its own, and no room for another one.
  if (usePhone())
    return (
      <Input
        id={id}
        type="datetime-local"
        value={value?.format(FORMAT) ?? ""}
        onChange={(event) => onChange(atWorkspace(event.target.value))}
      />
    );
  return (
    <DatePicker
      {...props}
      needConfirm={false}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
    />
  );
}

/** The moment that a clock in the workspace shows so; null: nothing was chosen. */
const atWorkspace = (typed: string): Dayjs | null =>
  typed ? inZone(`${typed}${nowInZone().format("Z")}`) : null;
