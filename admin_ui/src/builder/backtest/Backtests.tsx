import { Drawer } from "antd";
import { ChevronLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import { ErrorBox, Loading } from "@/ui/StateBox";
import css from "./backtest.module.css";
import { Earlier } from "./Earlier";
import { Ended } from "./Ended";
import { ReportView } from "./ReportView";
import { Start } from "./Start";
import { isUnderWay, useBacktest } from "./server";
import { UnderWay } from "./UnderWay";

interface Props {
  model: AppModel;
  /** The id of a backtest, or `all`. */
  shown: string;
  onShow(next: string | null): void;
}

/** Beside what is being built: the draft is tested against the past, and what came of it. */
export default function Backtests({ model, shown, onShow }: Props) {
  const { t } = useTranslation();
  const isList = shown === "all";
  return (
    <Drawer
      open
      size={760}
      onClose={() => onShow(null)}
      title={
        <span className={css.title}>
          {!isList && (
            <button type="button" className={css.back} onClick={() => onShow("all")}>
              <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
              {t("automations.backtest.all")}
            </button>
          )}
          {t("automations.backtest.title")}
        </span>
      }
    >
      {isList ? (
        <>
          <Start model={model} onStarted={onShow} />
          <Earlier model={model} onShow={onShow} />
        </>
      ) : (
        <One model={model} id={shown} onShow={onShow} />
      )}
    </Drawer>
  );
}

function One({ model, id, onShow }: { model: AppModel; id: string; onShow(next: string): void }) {
  const found = useBacktest(model.key, id);
  if (found.error && !found.data)
    return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={6} />;
  const backtest = found.data;
  if (isUnderWay(backtest)) return <UnderWay model={model} head={backtest} />;
  if (!backtest.report) return <Ended head={backtest} onAll={() => onShow("all")} />;
  return <ReportView model={model} head={backtest} report={backtest.report} />;
}
