import { Button, TimePicker } from "antd";
import dayjs from "dayjs";
import { Plus, Trash2 } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { crossedAt, hoursIn, type Span } from "./calendar";
import css from "./settings.module.css";
import own from "./WorkingTime.module.css";

const MOST_SPANS = 10;
const FIRST: Span = { begin: "09:00", end: "18:00" };

/** The spans that are worked on a working day. */
export function Spans({ spans, onChange }: { spans: Span[]; onChange(next: Span[]): void }) {
  const { t } = useTranslation();
  const crossed = crossedAt(spans);
  const put = (at: number, part: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...part } : span)));
  return (
    <fieldset className={css.group}>
      <legend>{t("settings.hours")}</legend>
      {spans.map((span, at) => (
        <div key={at} className={own.span}>
          {(["begin", "end"] as const).map((side) => (
            <Fragment key={side}>
              {side === "end" && <span aria-hidden="true">–</span>}
              <TimePicker
                aria-label={t(`settings.${side}At`, { at: at + 1 })}
                aria-invalid={at === crossed}
                status={at === crossed ? "error" : undefined}
                format="HH:mm"
                minuteStep={5}
                needConfirm={false}
                allowClear={false}
                placeholder=""
                value={span[side] ? dayjs(span[side], "HH:mm") : null}
                onChange={(next) => next && put(at, { [side]: next.format("HH:mm") })}
              />
            </Fragment>
          ))}
          {spans.length > 1 && (
            <IconButton
              icon={Trash2}
              label={t("settings.removeSpan", { at: at + 1 })}
              onClick={() => onChange(spans.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {crossed >= 0 && (
        <p className={css.refusal} role="alert">
          {t("settings.crossed", { at: crossed + 1 })}
        </p>
      )}
      <div className={own.span}>
        <Button
          size="small"
          icon={<Plus size={14} />}
          disabled={spans.length >= MOST_SPANS}
          onClick={() => onChange([...spans, nextAfter(spans)])}
        >
          {t("settings.addSpan")}
        </Button>
        {crossed < 0 && (
          <span className={css.quiet}>
            {t("settings.hoursADay", { hours: Number(hoursIn(spans).toFixed(2)) })}
          </span>
        )}
      </div>
    </fieldset>
  );
}

/** The next span: two hours after the last one's end, as far as the day goes. */
function nextAfter(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  const hour = Number(last?.end.slice(0, 2) ?? 24);
  if (!last || hour >= 22) return last ? { begin: last.end, end: "23:59" } : FIRST;
  const at = (hours: number) => `${String(hours).padStart(2, "0")}:00`;
  return { begin: at(hour + 1), end: at(Math.min(hour + 3, 23)) };
}
