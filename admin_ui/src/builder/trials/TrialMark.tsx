import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { countdown, spanText } from "@/ui/countdown";
import { Tag } from "@/ui/Tag";
import { useNow } from "@/ui/useNow";
import { percentText } from "./figures";
import { isUnderWay, type Trial } from "./trials";

const MINUTE = 60;

/** 灰度中 50%，剩 3 天: the way to the trial that is under way; nothing where there is none. */
export function TrialMark({ app, trials }: { app: string; trials: readonly Trial[] }) {
  const { t } = useTranslation();
  const now = useNow(MINUTE);
  const found = trials.find(isUnderWay);
  if (!found) return null;
  const left = Date.parse(found.ends_at) - now;
  const time =
    left > 0 ? t("time.left", { time: spanText(left) }) : countdown(found.ends_at, null, now).text;
  return (
    <Link to={`/b/${app}/automations/${found.automation}?trial=${found.id}`}>
      <Tag color="purple">
        {t("automations.trial.mark", { share: percentText(found.terms.share, 1), time })}
      </Tag>
    </Link>
  );
}
