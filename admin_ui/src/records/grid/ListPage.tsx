import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams, useSearchParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp } from "@/api/queries";
import type { AppModel, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { withTexts } from "@/text/t";
import { useTitle } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { useKept } from "../views/kept";
import { viewsOf } from "../views/views";
import { List } from "./List";

const Board = lazy(
  withTexts(async () => ({ default: (await import("../board/Board")).Board }), "board"),
);

/** `/a/:app/:table?view=`: the records of a table as one of its views shows them. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  useLive(`app:${app}`);
  if (model.error && !model.data)
    return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const first = model.data.tables.keys().next().value;
  if (!key && first) return <Navigate to={`/a/${app}/${first}`} replace />;
  const table = model.data.tables.get(key);
  if (!table) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  return <OneView model={model.data} table={table} />;
}

function OneView({ model, table }: { model: AppModel; table: Table }) {
  const { t } = useTranslation();
  const [words] = useSearchParams();
  const kept = useKept(table);
  const views = viewsOf(
    table,
    kept ?? { views: [], columns: {} },
    { everything: t("list.all"), board: t("list.board") },
    model.document.navigation,
  );
  const wanted = words.get("view");
  const view = views.find((each) => each.key === wanted) ?? views[0];
  useTitle(view?.label ? `${view.label} · ${table.label}` : table.label);
  // One's own columns decide what is asked for: nothing is drawn before they are known.
  if (!kept || !view) return <Loading rows={12} />;
  const key = `${table.key} ${view.key}`;
  if (view.board)
    return (
      <Suspense fallback={<Loading rows={12} />}>
        <Board key={key} model={model} table={table} views={views} view={view} board={view.board} />
      </Suspense>
    );
  return <List key={key} model={model} table={table} kept={kept} views={views} view={view} />;
}
