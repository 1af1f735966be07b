import { grouped, rounded } from "@/fields/shared/numbers";
import type { TrialFigures } from "./trials";

/** A mean as it is said: a rate in percent, else with two decimals; empty: not known yet. */
export function meanText(mean: number | null, isRate: boolean): string {
  if (mean === null) return "";
  return isRate ? percentText(mean, 1) : grouped(rounded(String(mean), 2));
}

/** 0.05 as 5%, 0.421 as 42.1%. */
export function percentText(part: number, decimals = 0): string {
  const text = grouped(rounded(plainOf(part * 100), decimals));
  return `${text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")}%`.replace("-", "−");
}

/** Without an exponent and without the dust of binary fractions. */
const plainOf = (value: number): string => value.toFixed(6);

/** Where on a line from 0 to 100 the gain, its interval, nothing and the bound stand. */
export interface Axis {
  zero: number;
  bound: number;
  gain: number;
  low: number;
  high: number;
}

/** Null: there is no gain to draw yet. */
export function axisOf(figures: TrialFigures, betterBy: number): Axis | null {
  const { gain, low, high } = figures;
  if (gain === null || low === null || high === null) return null;
  const first = Math.min(0, low, gain);
  const last = Math.max(betterBy, high, gain);
  const margin = (last - first) * 0.05 || 1;
  const at = (value: number) => ((value - first + margin) / (last - first + 2 * margin)) * 100;
  return { zero: at(0), bound: at(betterBy), gain: at(gain), low: at(low), high: at(high) };
}
