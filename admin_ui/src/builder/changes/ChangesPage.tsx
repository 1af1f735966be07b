import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { get } from "@/api/client";
import { useLive } from "@/api/live";
import type { Revision } from "@/api/types";
import { exactTime, sayTime } from "@/text/time";
import { Page } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import css from "./changes.module.css";
import { RevisionView } from "./RevisionView";
import { titleOf } from "./revisions";

/** `/b/:app/changes?revision=…&since=…`: what was changed in the app, by whom and why; any two
 * revisions are compared, each can be taken back. */
export function Component() {
  const { t } = useTranslation();
  const { app = "" } = useParams();
  const [words, setWords] = useSearchParams();
  const isPhone = usePhone();
  useLive(`app:${app}`);
  const revisions = useRevisions(app);
  if (revisions.error)
    return <ErrorBox error={revisions.error} retry={() => void revisions.refetch()} />;
  if (!revisions.data) return <Loading />;
  const all = revisions.data.pages.flatMap((page) => page.revisions);
  const asked = numberOf(words.get("revision"));
  const shown = asked ?? (isPhone ? null : (all[0]?.number ?? null));
  const show = (revision: number | null, since: number | null = null) =>
    setWords({
      ...(revision === null ? {} : { revision: String(revision) }),
      ...(since === null ? {} : { since: String(since) }),
    });
  const one = shown !== null && (
    <RevisionView
      key={shown}
      app={app}
      number={shown}
      since={numberOf(words.get("since"))}
      others={all.filter((each) => each.number !== shown)}
      onCompare={(since) => show(shown, since)}
      onBack={isPhone ? () => show(null) : undefined}
    />
  );
  return (
    <Page title={t("changes.title")} lead={t("changes.lead")}>
      {all.length === 0 && (
        <StateBox icon={History} title={t("changes.none")} text={t("changes.noneText")} />
      )}
      <div className={css.columns}>
        {(!isPhone || shown === null) && all.length > 0 && (
          <ol className={css.list} aria-label={t("changes.title")}>
            {all.map((revision) => (
              <Row
                key={revision.number}
                revision={revision}
                isShown={revision.number === shown}
                onShow={() => show(revision.number)}
              />
            ))}
            {revisions.hasNextPage && (
              <li>
                <Button type="text" block onClick={() => void revisions.fetchNextPage()}>
                  {t("changes.earlier")}
                </Button>
              </li>
            )}
          </ol>
        )}
        {one}
      </div>
    </Page>
  );
}

/** The revisions of the app, newest first, page by page. */
function useRevisions(app: string) {
  return useInfiniteQuery({
    queryKey: ["app", app, "revisions"],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      get<{ revisions: Revision[]; next: number | null }>(
        "/revisions",
        { app, before: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
  });
}

function Row({
  revision,
  isShown,
  onShow,
}: {
  revision: Revision;
  isShown: boolean;
  onShow(): void;
}) {
  const { t } = useTranslation();
  return (
    <li>
      <button type="button" aria-pressed={isShown} onClick={onShow}>
        <span className={css.number}>{revision.number}</span>
        <span className={css.words}>
          <strong>{titleOf(revision)}</strong>
          <small title={exactTime(revision.at)}>
            {t("changes.byAt", {
              name: revision.user_name || t("changes.system"),
              at: sayTime(revision.at),
            })}
          </small>
        </span>
      </button>
    </li>
  );
}

function numberOf(text: string | null): number | null {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
