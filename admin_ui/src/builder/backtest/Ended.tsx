import { Button } from "antd";
import { CircleSlash, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { StateBox } from "@/ui/StateBox";
import type { Head } from "./server";

/** A backtest that came to nothing: why, and the way to another one. */
export function Ended({ head, onAll }: { head: Head; onAll(): void }) {
  const { t } = useTranslation();
  const isFailed = head.state === "failed";
  return (
    <StateBox
      icon={isFailed ? CircleX : CircleSlash}
      title={t(isFailed ? "automations.backtest.failed" : "automations.backtest.cancelled")}
      text={head.error?.message ?? t("automations.backtest.endedText")}
    >
      <Button onClick={onAll}>{t("automations.backtest.again")}</Button>
    </StateBox>
  );
}
