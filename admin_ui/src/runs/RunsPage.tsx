import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page } from "@/ui/Page";
import { RunList } from "./RunList";
import css from "./runs.module.css";

const FILTERS = ["all", "waiting", "dead", "done"] as const;

/** `/runs`: what automations did and are doing; `?automation=app.key` narrows it. */
export function Component() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const state = FILTERS.find((each) => each === query.get("state")) ?? "all";
  const [app = "", automation = ""] = (query.get("automation") ?? "").split(".");
  const kept: Record<string, string> = automation ? { automation: `${app}.${automation}` } : {};
  return (
    <Page
      title={t("runs.title")}
      lead={
        automation && (
          <>
            {t("runs.ofAutomation", { automation })}{" "}
            <button type="button" className={css.link} onClick={() => setQuery({})}>
              {t("runs.ofAll")}
            </button>
          </>
        )
      }
    >
      <div className={css.page}>
        <Tabs
          activeKey={state}
          onChange={(key) =>
            setQuery({ ...kept, ...(key === "all" ? {} : { state: key }) }, { replace: true })
          }
          items={FILTERS.map((key) => ({ key, label: t(`runs.filter.${key}`) }))}
        />
        <RunList
          query={{
            ...(automation ? { app, automation } : {}),
            state: state === "all" ? undefined : state,
          }}
        />
      </div>
    </Page>
  );
}
