import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { useApp } from "@/api/queries";
import { useLook } from "@/shell/appearance";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { RecordView } from "./RecordView";

/** `/a/:app/:table/:record`: one record on a page of its own. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "", record = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const table = model.data.tables.get(key);
  if (!table) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  if (!record) return <Navigate to={`/a/${app}/${key}`} replace />;
  return <RecordView key={record} model={model.data} table={table} id={record} />;
}
