import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useApp } from "@/api/queries";
import { useLook } from "@/shell/appearance";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { useHeld } from "../form/useHeld";
import { RecordView } from "./RecordView";

/** `/a/:app/:table/:record`: one record on a page of its own; `?edit=1` opens its form. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "", record = "" } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const { language } = useLook();
  const model = useApp(app, language);
  const held = useHeld(model.data);
  const table = useHeld(model.data?.tables.get(key));
  if (held && table?.key === key)
    return (
      <RecordView
        key={record}
        model={held}
        table={table}
        id={record}
        place="page"
        startsEditing={query.get("edit") === "1"}
        guards
        onLeave={() => navigate(`/a/${app}/${key}`)}
        onStep={(id) => navigate(`/a/${app}/${key}/${id}`)}
      />
    );
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
}
