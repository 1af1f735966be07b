import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { ArrowLeft, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import type { Plan, Revision } from "@/api/types";
import { exactTime } from "@/text/time";
import { IconButton } from "@/ui/IconButton";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import css from "./changes.module.css";
import { titleOf } from "./revisions";
import { type Change, Sentences } from "./Sentences";
import { UndoReview } from "./UndoReview";

interface Props {
  app: string;
  number: number;
  /** The revision that this one is compared with; null: what this one changed is shown. */
  since: number | null;
  others: readonly Revision[];
  onCompare(since: number | null): void;
  onBack?(): void;
}

/** What one revision changed, or what differs between it and another, in sentences. */
export function RevisionView({ app, number, since, others, onCompare, onBack }: Props) {
  const { t } = useTranslation();
  const [isUndoing, undo] = useState(false);
  return (
    <section className={css.one} aria-label={t("changes.revision", { revision: number })}>
      <header>
        {onBack && <IconButton icon={ArrowLeft} label={t("changes.all")} onClick={onBack} />}
        <h2>{t("changes.revision", { revision: number })}</h2>
        <div className={css.compare}>
          <label htmlFor="compare-with">{t("changes.compare")}</label>
          <Select
            id="compare-with"
            aria-label={t("changes.compareWith")}
            value={since ?? -1}
            onChange={(value) => onCompare(value < 0 ? null : value)}
            popupMatchSelectWidth={280}
            options={[
              { value: -1, label: t("changes.before") },
              ...others.map((each) => ({
                value: each.number,
                label: t("changes.option", { revision: each.number, title: titleOf(each) }),
              })),
            ]}
          />
        </div>
        <Button icon={<Undo2 size={14} />} onClick={() => undo(true)}>
          {t("changes.takeBack")}
        </Button>
      </header>
      {since === null ? (
        <Alone number={number} />
      ) : (
        <Between app={app} first={Math.min(number, since)} last={Math.max(number, since)} />
      )}
      {isUndoing && <UndoReview app={app} revision={number} onClose={() => undo(false)} />}
    </section>
  );
}

/** What the revision changed, who did it and why. */
function Alone({ number }: { number: number }) {
  const { t } = useTranslation();
  const revision = useQuery({
    queryKey: ["revision", number],
    queryFn: () => get<Revision & { plan: Pick<Plan, "changes"> }>(`/revisions/${number}`),
  });
  if (revision.error)
    return <ErrorBox error={revision.error} retry={() => void revision.refetch()} />;
  if (!revision.data) return <Loading rows={4} />;
  const { plan, note, user_name, at, undoes } = revision.data;
  return (
    <>
      <p className={css.quiet}>
        {t("changes.byAt", { name: user_name || t("changes.system"), at: exactTime(at) })}
        {undoes !== null && <Tag color="purple">{t("changes.undoes", { revision: undoes })}</Tag>}
      </p>
      {note && <p className={css.note}>{note}</p>}
      <Sentences changes={plan.changes} />
    </>
  );
}

/** What leads from the earlier to the later of two revisions, in this app. */
function Between({ app, first, last }: { app: string; first: number; last: number }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ["app", app, "revisions", "between", first, last],
    queryFn: ({ signal }) =>
      get<{ changes: Change[] }>(`/revisions/${last}/changes`, { since: first, app }, signal),
  });
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={4} />;
  const { changes } = found.data;
  return (
    <>
      <p className={css.quiet} role="status">
        {t(changes.length === 0 ? "changes.same" : "changes.between", {
          first,
          last,
          count: changes.length,
        })}
      </p>
      <Sentences changes={changes} />
    </>
  );
}
