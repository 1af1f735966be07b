import { Lock, Table2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams, useSearchParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp, useMe } from "@/api/queries";
import type { AppModel, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText, withTexts } from "@/text/t";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import css from "./BuildPage.module.css";
import { drafted, useDraft } from "./draft";
import { PlanBar } from "./plan/PlanBar";
import { TOOLS } from "./Tools";
import { NewTable } from "./tables/NewTable";
import { useOthers } from "./useOthers";

/** The tabs of a table in build mode: one file and one line each. */
const TABS = [
  { key: "form", Body: lazy(() => import("./form/FormDesigner")) },
  { key: "fields", Body: lazy(() => import("./fields/FieldsTab")) },
  { key: "rules", Body: lazy(() => import("./rules/RulesTab")) },
  {
    key: "states",
    Body: lazy(withTexts(() => import("./states/StatesTab"), "states", "properties")),
  },
  {
    key: "views",
    Body: lazy(withTexts(() => import("./views/ViewsTab"), "views", "states", "properties")),
  },
  { key: "roles", Body: lazy(() => import("./roles/RolesTab")) },
] as const;

/** `/b/:app/:table/:tab`: a table being built, with the plan of what will change below. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table = "", tab = "" } = useParams();
  const [words, setWords] = useSearchParams();
  const { language } = useLook();
  const me = useMe().data;
  const model = useApp(app, language);
  useLive(`app:${app}`);
  useOthers(model.data);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data || !me) return <Loading />;
  const builds = me.app_cards.find((card) => card.key === app)?.build ?? [];
  if (builds.length === 0)
    return <StateBox icon={Lock} title={t("builder.closed")} text={t("builder.closedText")} />;
  const creates = words.get("new") === "table";
  const first = model.data.tables.keys().next().value;
  if (first && (!table || !TABS.some((each) => each.key === tab))) {
    const query = creates ? "?new=table" : "";
    return <Navigate to={`/b/${app}/${table || first}/form${query}`} replace />;
  }
  return (
    <>
      {first ? <BuiltTable model={model.data} table={table} tab={tab} /> : <NoTable />}
      {creates && <NewTable model={model.data} onClose={() => setWords({}, { replace: true })} />}
    </>
  );
}

function BuiltTable({ model, table, tab }: { model: AppModel; table: string; tab: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const state = useDraft(model.key);
  const published = model.tables.get(table)?.document ?? null;
  const document = drafted(state?.draft, "table", table, published);
  const Body = TABS.find((each) => each.key === tab)?.Body;
  if (!document || !Body)
    return <StateBox title={t("builder.noTable")} text={t("ui.lockedText")} />;
  return (
    <>
      <header className={css.head}>
        <ThingIcon icon={document.icon ?? null} size={18} />
        <h1>{labelText(document.label, language)}</h1>
        <nav className={css.tabs} aria-label={t("builder.tabs")}>
          {TABS.map(({ key }) => (
            <Link
              key={key}
              to={`/b/${model.key}/${table}/${key}`}
              aria-current={key === tab ? "page" : undefined}
            >
              {t(`builder.tab.${key}`)}
              <Count tab={key} document={document} />
            </Link>
          ))}
        </nav>
        <span id={TOOLS} className={css.tools} />
      </header>
      <Suspense fallback={<Loading />}>
        <Body key={`${table} ${tab}`} model={model} tableKey={table} />
      </Suspense>
      <PlanBar model={model} />
    </>
  );
}

/** How many there are, beside the name of the tab. */
function Count({ tab, document }: { tab: string; document: TableDocument }) {
  const lists: Record<string, readonly unknown[] | undefined> = {
    fields: document.fields,
    rules: document.rules,
    states: document.state_machines?.flatMap((machine) => machine.states),
  };
  const count = lists[tab]?.length;
  return count ? <small>{count}</small> : null;
}

function NoTable() {
  const { t } = useTranslation();
  return (
    <StateBox icon={Table2} title={t("builder.noTables")} text={t("builder.noTablesText")}>
      <Link to="?new=table">{t("builder.newTable")}</Link>
    </StateBox>
  );
}

/** What a tab is given; it reads and changes the draft itself. */
export interface TabProps {
  model: AppModel;
  tableKey: string;
}
