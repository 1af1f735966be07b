import { BadgeCheck, History, House, Inbox, Plug, Plus, ShieldCheck, Zap } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useSearchParams } from "react-router";
import { useApp, useMe } from "@/api/queries";
import { useWaiting } from "@/api/waiting";
import type { AppModel, Table } from "@/metadata/types";
import { labelText } from "@/text/t";
import { Loading } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import { useLook } from "./appearance";
import css from "./Navigation.module.css";
import { usePlace } from "./place";

/** The app's tables and views; in build mode a rail of its tables. */
export function Navigation() {
  const { t } = useTranslation();
  const place = usePlace();
  const { language } = useLook();
  const me = useMe().data;
  // Outside of an app the one that was there last stays in sight.
  const kept = useRef<string | null>(null);
  kept.current = place.app ?? kept.current ?? me?.apps[0] ?? null;
  const app = useApp(kept.current ?? "", language);
  return (
    <nav
      className={place.mode === "build" ? css.rail : css.navigation}
      aria-label={t("shell.navigation")}
    >
      {place.mode === "use" && <Mine />}
      {kept.current && !app.data && !app.error && <Loading rows={6} />}
      {app.data && (place.mode === "build" ? <Rail app={app.data} /> : <Groups app={app.data} />)}
    </nav>
  );
}

const MINE = [
  { to: "/", icon: House, name: "home" },
  { to: "/todos", icon: Inbox, name: "todos" },
  { to: "/approvals", icon: ShieldCheck, name: "approvals" },
] as const;

/** What is mine in every app. */
function Mine() {
  const { t } = useTranslation();
  const open = useWaiting().data?.todos.all ?? 0;
  return (
    <section className={css.group}>
      <ul>
        {MINE.map(({ to, icon: Icon, name }) => (
          <li key={to}>
            <NavLink to={to} end className={css.row}>
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              <span>{t(`shell.${name}`)}</span>
              {name === "todos" && open > 0 && <small>{open}</small>}
            </NavLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Groups({ app }: { app: AppModel }) {
  const { table: present } = usePlace();
  const [words] = useSearchParams();
  const groups = groupsOf(app);
  return groups.map((group) => (
    <section key={group.label} className={css.group}>
      <h2 className={css.heading}>{group.label}</h2>
      <ul>
        {group.tables.map((table) => (
          <li key={table.key}>
            <Link
              className={css.row}
              to={`/a/${app.key}/${table.key}`}
              aria-current={table.key === present ? "page" : undefined}
            >
              <ThingIcon icon={table.icon} />
              <span>{table.label}</span>
            </Link>
            {table.key === present && group.views.has(table.key) && (
              <ul className={css.views}>
                {(group.views.get(table.key) ?? []).map((view) => (
                  <li key={view.key}>
                    <Link
                      className={css.view}
                      to={`/a/${app.key}/${table.key}?view=${view.key}`}
                      aria-current={words.get("view") === view.key ? "true" : undefined}
                    >
                      {view.label}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

interface Group {
  label: string;
  tables: Table[];
  views: Map<string, { key: string; label: string }[]>;
}

/** The groups of the app's navigation with the tables of their views; tables that no group names
 * stand in a last one. */
function groupsOf(app: AppModel): Group[] {
  const placed = new Set<string>();
  const groups = (app.document.navigation ?? []).map((group): Group => {
    const views = new Map<string, { key: string; label: string }[]>();
    for (const item of group.items ?? []) {
      const view = app.views.get(item.view);
      if (!view || !app.tables.has(view.table)) continue;
      const listed = views.get(view.table) ?? [];
      views.set(view.table, [
        ...listed,
        { key: view.key, label: labelText(item.label ?? view.label) },
      ]);
      placed.add(view.table);
    }
    return { label: labelText(group.label), tables: tablesOf(app, views.keys()), views };
  });
  const rest = [...app.tables.keys()].filter((key) => !placed.has(key));
  if (rest.length > 0)
    groups.push({ label: app.label, tables: tablesOf(app, rest), views: new Map() });
  return groups.filter((group) => group.tables.length > 0);
}

function tablesOf(app: AppModel, keys: Iterable<string>): Table[] {
  return [...keys].flatMap((key) => app.tables.get(key) ?? []);
}

function Rail({ app }: { app: AppModel }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const { table: present } = usePlace();
  return (
    <>
      <ul>
        {[...app.tables.values()].map((table) => (
          <li key={table.key}>
            <Link
              className={css.square}
              to={`/b/${app.key}/${table.key}/form`}
              aria-label={table.label}
              title={table.label}
              aria-current={table.key === present ? "page" : undefined}
            >
              <ThingIcon icon={table.icon} size={18} />
            </Link>
          </li>
        ))}
        {me && (
          <li>
            <Link
              className={css.square}
              to={`/b/${app.key}${present ? `/${present}/form` : ""}?new=table`}
              aria-label={t("shell.newTable")}
              title={t("shell.newTable")}
            >
              <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
            </Link>
          </li>
        )}
      </ul>
      <div>
        <Link
          className={css.square}
          to={`/b/${app.key}/automations`}
          aria-label={t("shell.automations")}
          title={t("shell.automations")}
        >
          <Zap size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
        <Link
          className={css.square}
          to={`/b/${app.key}/approvals`}
          aria-label={t("shell.approvalsBuilt")}
          title={t("shell.approvalsBuilt")}
        >
          <BadgeCheck size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
        <Link
          className={css.square}
          to={`/b/${app.key}/connectors`}
          aria-label={t("shell.connectorsBuilt")}
          title={t("shell.connectorsBuilt")}
        >
          <Plug size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
        <Link
          className={css.square}
          to={`/b/${app.key}/changes`}
          aria-label={t("shell.changes")}
          title={t("shell.changes")}
        >
          <History size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
      </div>
    </>
  );
}
