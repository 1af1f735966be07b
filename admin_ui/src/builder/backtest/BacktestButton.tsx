import { Button } from "antd";
import { History } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import { withTexts } from "@/text/t";
import { useBacktestShown } from "./useBacktestShown";

const Backtests = lazy(withTexts(() => import("./Backtests"), "automations", "runs"));

/** What the draft would have done in the past: asked for, and looked at, beside the plan. */
export function BacktestButton({ model }: { model: AppModel }) {
  const { t } = useTranslation();
  const [shown, show] = useBacktestShown();
  return (
    <>
      <Button icon={<History size={14} strokeWidth={1.75} />} onClick={() => show("all")}>
        {t("builder.backtest")}
      </Button>
      {shown && (
        <Suspense fallback={null}>
          <Backtests model={model} shown={shown} onShow={show} />
        </Suspense>
      )}
    </>
  );
}
