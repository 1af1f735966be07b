import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { get } from "@/api/client";
import { useLive } from "@/api/live";
import type { Plan, Revision } from "@/api/types";
import { exactTime, sayTime } from "@/text/time";
import { Page } from "@/ui/Page";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import css from "./changes.module.css";
import { UndoReview } from "./UndoReview";

/** `/b/:app/changes`: what was changed in the app, by whom and why; each can be taken back. */
export function Component() {
  const { t } = useTranslation();
  const { app = "" } = useParams();
  const [chosen, choose] = useState<number | null>(null);
  useLive(`app:${app}`);
  const revisions = useInfiniteQuery({
    queryKey: ["app", app, "revisions"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<{ revisions: Revision[]; next: string | null }>(
        "/revisions",
        { app, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
  });
  if (revisions.error)
    return <ErrorBox error={revisions.error} retry={() => void revisions.refetch()} />;
  if (!revisions.data) return <Loading />;
  const all = revisions.data.pages.flatMap((page) => page.revisions);
  const shown = chosen ?? all[0]?.number ?? null;
  return (
    <Page title={t("changes.title")} lead={t("changes.lead")}>
      <div className={css.columns}>
        <ol className={css.list} aria-label={t("changes.title")}>
          {all.map((revision) => (
            <li key={revision.number}>
              <button
                type="button"
                aria-pressed={revision.number === shown}
                onClick={() => choose(revision.number)}
              >
                <span className={css.number}>{revision.number}</span>
                <span className={css.words}>
                  <strong>{titleOf(revision, t)}</strong>
                  <small title={exactTime(revision.at)}>
                    {revision.user_name ?? t("changes.system")}，{sayTime(revision.at)}
                  </small>
                </span>
              </button>
            </li>
          ))}
          {revisions.hasNextPage && (
            <li>
              <Button type="text" block onClick={() => void revisions.fetchNextPage()}>
                {t("changes.earlier")}
              </Button>
            </li>
          )}
        </ol>
        {shown !== null && <RevisionView key={shown} app={app} number={shown} />}
      </div>
    </Page>
  );
}

function titleOf(
  revision: Revision,
  t: (name: string, words?: Record<string, unknown>) => string,
): string {
  if (revision.undoes !== null) return t("changes.undoes", { revision: revision.undoes });
  return (
    revision.note ||
    t(`changes.origin.${revision.origin}`, {
      defaultValue: t("changes.revision", { revision: revision.number }),
    })
  );
}

/** What one revision changed, in sentences. */
function RevisionView({ app, number }: { app: string; number: number }) {
  const { t } = useTranslation();
  const [isUndoing, undo] = useState(false);
  const revision = useQuery({
    queryKey: ["revision", number],
    queryFn: () => get<Revision & { plan: Pick<Plan, "changes"> }>(`/revisions/${number}`),
  });
  if (revision.error)
    return <ErrorBox error={revision.error} retry={() => void revision.refetch()} />;
  if (!revision.data) return <Loading rows={4} />;
  const { plan, note, user_name, at, undoes } = revision.data;
  return (
    <section className={css.one} aria-label={t("changes.revision", { revision: number })}>
      <header>
        <h2>{t("changes.revision", { revision: number })}</h2>
        {undoes !== null && <Tag color="purple">{t("changes.undoes", { revision: undoes })}</Tag>}
        <Button icon={<Undo2 size={14} />} onClick={() => undo(true)}>
          {t("changes.takeBack")}
        </Button>
      </header>
      <p className={css.quiet}>
        {user_name ?? t("changes.system")}，{exactTime(at)}
      </p>
      {note && <p className={css.note}>{note}</p>}
      <ul className={css.sentences}>
        {plan.changes.map((change, index) => (
          <li key={index}>{change.sentence}</li>
        ))}
      </ul>
      {isUndoing && <UndoReview app={app} revision={number} onClose={() => undo(false)} />}
    </section>
  );
}
