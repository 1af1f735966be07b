import type { useTranslation } from "react-i18next";
import { countdown } from "@/ui/countdown";
import type { Run } from "./runs";

type Say = ReturnType<typeof useTranslation>["t"];

/** What a run waits for, the most telling first: whoever is asked, also follows the record. */
const KINDS = ["todo", "approval", "outside", "record"];

/** 等待 张三 确认，剩 12:00; nothing for a run that goes on by itself. */
export function waitingText(run: Run, people: readonly string[], t: Say, now: number): string {
  const comma = t("runs.comma");
  if (run.next_try_at && ["queued", "running"].includes(run.state)) {
    const left = countdown(run.next_try_at, null, now);
    return left.tone === "over" ? "" : [t("runs.nextTry"), left.text].join(comma);
  }
  if (run.state !== "waiting") return "";
  const left = run.due_at ? countdown(run.due_at, null, now).text : "";
  const kind =
    KINDS.find((each) => run.waits_for.includes(each)) ?? (run.due_at ? "moment" : "event");
  const what =
    kind === "todo" && people.length > 0
      ? t("runs.waitsFor.person", { names: people.join(t("runs.and")) })
      : t(`runs.waitsFor.${kind}`, { defaultValue: t("runs.waitsFor.event") });
  return [what, left].filter(Boolean).join(comma);
}
