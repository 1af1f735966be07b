import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp } from "@/api/queries";
import type { AppModel } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import css from "./BuildPage.module.css";
import { drafted, useDraft } from "./draft";
import { PlanBar } from "./plan/PlanBar";
import { TOOLS } from "./Tools";

/** The tabs of a table in build mode: one file and one line each. */
const TABS = [{ key: "form", Body: lazy(() => import("./form/FormDesigner")) }] as const;

/** `/b/:app/:table/:tab`: a table being built, with the plan of what will change below. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table = "", tab = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  const state = useDraft(app);
  useLive(`app:${app}`);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const chosen = TABS.find((each) => each.key === tab);
  const first = model.data.tables.keys().next().value ?? "";
  if (!table || !chosen) return <Navigate to={`/b/${app}/${table || first}/form`} replace />;
  const document = drafted(
    state?.draft,
    "table",
    table,
    model.data.tables.get(table)?.document ?? null,
  );
  if (!document) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  return (
    <>
      <header className={css.head}>
        <ThingIcon icon={document.icon ?? null} size={18} />
        <h1>{labelText(document.label, language)}</h1>
        <nav className={css.tabs} aria-label={t("builder.tabs")}>
          {TABS.map(({ key }) => (
            <Link
              key={key}
              to={`/b/${app}/${table}/${key}`}
              aria-current={key === tab ? "page" : undefined}
            >
              {t(`builder.tab.${key}`)}
            </Link>
          ))}
        </nav>
        <span id={TOOLS} className={css.tools} />
      </header>
      <Suspense fallback={<Loading />}>
        <chosen.Body key={table} model={model.data} tableKey={table} />
      </Suspense>
      <PlanBar model={model.data} />
    </>
  );
}

/** What a tab is given; it reads and changes the draft itself. */
export interface TabProps {
  model: AppModel;
  tableKey: string;
}
