import type { TFunction } from "i18next";
import { grouped } from "@/fields/shared/numbers";
import type {
  AutomationFinding,
  Compared,
  FieldFinding,
  LimitFinding,
  Report,
  RuleFinding,
} from "./report";

/** What would be different, in sentences, the most telling first; empty: nothing would. */
export function sentencesOf(report: Report, t: TFunction): string[] {
  return [
    ...report.automations.flatMap((each) => ofAutomation(each, t)),
    ...report.rules.flatMap((each) => ofRule(each, t)),
    ...report.limits.flatMap((each) => ofLimit(each, t)),
    ...report.fields.flatMap((each) => ofField(each, t)),
  ];
}

function ofAutomation(found: AutomationFinding, t: TFunction): string[] {
  const say = (name: string, count: number): string[] =>
    count > 0 ? [t(`automations.backtest.said.${name}`, { count, n: grouped(count) })] : [];
  const told = difference(found.told) + difference(found.asked);
  const refused = difference(found.refused);
  const parts = [
    ...say(
      "elsewhere",
      found.assigned.reduce((sum, each) => sum + each.elsewhere, 0),
    ),
    ...say("moreStarts", found.starts.only_draft),
    ...say("fewerStarts", found.starts.only_present),
    ...say(told > 0 ? "moreTold" : "fewerTold", Math.abs(told)),
    ...say(refused > 0 ? "moreRefused" : "fewerRefused", Math.abs(refused)),
  ];
  if (parts.length === 0 && found.outcomes.elsewhere > 0)
    parts.push(...say("otherwise", found.outcomes.elsewhere));
  const comma = t("automations.backtest.said.comma");
  return parts.length > 0 ? [named(found.label, parts.join(comma), t)] : [];
}

function ofRule({ label, refused, refused_at_present: before }: RuleFinding, t: TFunction) {
  if (refused === before) return [];
  const words = { count: refused, n: grouped(refused), before: grouped(before) };
  return [named(label, t("automations.backtest.said.refused", words), t)];
}

function ofLimit(
  { label, at_present: before, of_draft: count, stage }: LimitFinding,
  t: TFunction,
) {
  if (count === before) return [];
  const name = stage === "over" ? "over" : "warned";
  const words = { count, n: grouped(count), before: grouped(before) };
  return [named(label, t(`automations.backtest.said.${name}`, words), t)];
}

function ofField({ label, now }: FieldFinding, t: TFunction): string[] {
  const count = now.records - now.same;
  if (count === 0) return [];
  return [named(label, t("automations.backtest.said.values", { count, n: grouped(count) }), t)];
}

const named = (name: string, what: string, t: TFunction): string =>
  t("automations.backtest.said.named", { name, what });

/** By how much the draft's figures are greater, all together. */
export const difference = (figures: readonly Compared[]): number =>
  figures.reduce((sum, each) => sum + each.of_draft - each.at_present, 0);
