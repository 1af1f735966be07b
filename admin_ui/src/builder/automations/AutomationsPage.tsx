import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp, useMe } from "@/api/queries";
import { useLook } from "@/shell/appearance";
import { useTitle } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { PlanBar } from "../plan/PlanBar";
import { TrialPage } from "../trials/TrialPage";
import { useOthers } from "../useOthers";
import { AutomationList } from "./AutomationList";
import { Editor } from "./Editor";

/** `/b/:app/automations/:key?`: the automations of an app; one of them being edited; a trial of it
 * with `?trial=`. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", key = "" } = useParams();
  const trial = useSearchParams()[0].get("trial");
  const { language } = useLook();
  const me = useMe().data;
  const model = useApp(app, language);
  useLive(`app:${app}`);
  useOthers(model.data);
  useTitle(t("automations.title"));
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data || !me) return <Loading />;
  const builds = me.app_cards.find((card) => card.key === app)?.build ?? [];
  if (!builds.includes("automation"))
    return <StateBox icon={Lock} title={t("builder.closed")} text={t("builder.closedText")} />;
  return (
    <>
      {trial ? (
        <TrialPage key={trial} model={model.data} id={trial} />
      ) : key ? (
        <Editor key={key} model={model.data} automation={key} />
      ) : (
        <AutomationList model={model.data} />
      )}
      <PlanBar model={model.data} />
    </>
  );
}
