import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, DatePicker, Modal } from "antd";
import type { Dayjs } from "dayjs";
import { Plus, UserRoundCheck } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post, remove } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { fullTime, nowInZone } from "@/text/time";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox } from "@/ui/StateBox";
import css from "./approvals.module.css";
import { PeopleSelect } from "./PeopleSelect";

interface Delegation {
  id: string;
  user: string;
  user_name: string;
  delegate: string;
  delegate_name: string;
  starts_at: string;
  ends_at: string;
}

const KEY = ["delegations"] as const;

/** Who decides approvals for me while I am away, and for whom I do. */
export function Delegations() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [isNew, setNew] = useState(false);
  const found = useQuery({
    queryKey: KEY,
    queryFn: () => get<{ mine: Delegation[]; to_me: Delegation[] }>("/delegations"),
  });
  const end = useMutation({
    mutationFn: (id: string) => remove(`/delegations/${id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: KEY }),
  });
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  const { mine = [], to_me: others = [] } = found.data ?? {};
  const period = (each: Delegation) =>
    t("approvals.delegated", { from: fullTime(each.starts_at), until: fullTime(each.ends_at) });
  const icon = <UserRoundCheck size={16} strokeWidth={1.75} aria-hidden="true" />;
  return (
    <PageSection
      title={t("approvals.delegations")}
      text={t("approvals.delegationsText")}
      actions={
        <Button size="small" icon={<Plus size={14} />} onClick={() => setNew(true)}>
          {t("approvals.newDelegation")}
        </Button>
      }
    >
      {mine.length + others.length > 0 ? (
        <Rows label={t("approvals.delegations")}>
          {mine.map((each) => (
            <RowItem
              key={each.id}
              icon={icon}
              title={t("approvals.delegatedTo", { name: each.delegate_name })}
              note={period(each)}
              actions={
                <Button size="small" type="text" danger onClick={() => end.mutate(each.id)}>
                  {t("approvals.endDelegation")}
                </Button>
              }
            />
          ))}
          {others.map((each) => (
            <RowItem
              key={each.id}
              icon={icon}
              title={t("approvals.behalf", { name: each.user_name })}
              note={period(each)}
            />
          ))}
        </Rows>
      ) : (
        found.data && <p className={css.quiet}>{t("approvals.noDelegations")}</p>
      )}
      {isNew && <NewDelegation onClose={() => setNew(false)} />}
    </PageSection>
  );
}

function NewDelegation({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const name = useId();
  const cache = useQueryClient();
  const [person, setPerson] = useState<string[]>([]);
  const [period, setPeriod] = useState<[Dayjs, Dayjs] | null>(() => {
    const today = nowInZone().startOf("day");
    return [today, today.add(6, "day")];
  });
  const make = useMutation({
    mutationFn: () =>
      post("/delegations", {
        delegate: person[0],
        starts_at: period?.[0].startOf("day").toISOString(),
        ends_at: period?.[1].endOf("day").toISOString(),
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: KEY });
      onClose();
    },
  });
  return (
    <Modal
      open
      width={480}
      title={t("approvals.newDelegation")}
      onCancel={onClose}
      cancelText={t("ui.cancel")}
      okText={t("approvals.makeDelegation")}
      okButtonProps={{ disabled: person.length === 0 || !period, loading: make.isPending }}
      onOk={() => make.mutate()}
    >
      <div className={css.form}>
        <label htmlFor={`${name}-to`}>{t("approvals.delegateTo")}</label>
        <PeopleSelect id={`${name}-to`} isMany={false} value={person} onChange={setPerson} />
        <label htmlFor={`${name}-period`}>{t("approvals.period")}</label>
        <DatePicker.RangePicker
          id={{ start: `${name}-period`, end: `${name}-end` }}
          value={period}
          onChange={(next) => setPeriod(next?.[0] && next[1] ? [next[0], next[1]] : null)}
        />
        {make.error && (
          <p className={css.trouble} role="alert">
            {refusalOf(make.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
