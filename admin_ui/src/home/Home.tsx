import { Clock, Store } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/api/queries";
import { recents } from "@/api/recent";
import type { Me } from "@/api/types";
import { withTexts } from "@/text/t";
import { useTitle } from "@/ui/Page";
import { Loading, StateBox } from "@/ui/StateBox";
import { ThingBox } from "@/ui/ThingIcon";
import css from "./Home.module.css";

const HomeTodos = lazy(
  withTexts(async () => ({ default: (await import("@/todos/HomeTodos")).HomeTodos }), "todos"),
);

/** 工作台: what waits for me, the apps that are open to me, and what I had open last. */
export function Component() {
  const { t } = useTranslation();
  const me = useMe().data;
  useTitle(t("shell.home"));
  if (!me) return <Loading />;
  return (
    <div className={css.home}>
      <h1>{t("home.greeting", { name: me.name })}</h1>
      <div className={css.columns}>
        <Suspense fallback={<Loading rows={4} />}>
          <HomeTodos />
        </Suspense>
        <div>
          <section aria-label={t("home.myApps")}>
            <h2>{t("home.myApps")}</h2>
            {me.app_cards.length > 0 ? <Apps me={me} /> : <NoApps me={me} />}
          </section>
          <Recent />
        </div>
      </div>
    </div>
  );
}

function Apps({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <div className={css.cards}>
      {me.app_cards.map((app) => (
        <Link key={app.key} to={`/a/${app.key}`} className={css.card}>
          <ThingBox icon={null} name={app.label} color={app.color} size={40} />
          <span>
            <strong>{app.label}</strong>
            <small>{app.description}</small>
          </span>
        </Link>
      ))}
      {me.powers.includes("market") && (
        <Link to="/market" className={css.card} data-quiet>
          <Store size={20} strokeWidth={1.75} aria-hidden="true" />
          <span>
            <strong>{t("shell.market")}</strong>
            <small>{t("home.marketText")}</small>
          </span>
        </Link>
      )}
    </div>
  );
}

function NoApps({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <StateBox
      icon={Store}
      title={t("home.noApps")}
      text={t(me.powers.includes("market") ? "home.noAppsText" : "home.askForApps")}
    >
      {me.powers.includes("market") && <Link to="/market">{t("shell.market")}</Link>}
    </StateBox>
  );
}

function Recent() {
  const { t } = useTranslation();
  const opened = recents();
  return (
    <section aria-label={t("shell.recent")}>
      <h2>{t("shell.recent")}</h2>
      {opened.length === 0 ? (
        <p className={css.quiet}>{t("home.noRecent")}</p>
      ) : (
        <ul className={css.list}>
          {opened.map((each) => (
            <li key={each.to}>
              <Link to={each.to}>
                <Clock size={16} strokeWidth={1.75} aria-hidden="true" />
                <span>{each.title}</span>
                <small>{each.note}</small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
