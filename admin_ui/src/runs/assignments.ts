import type { useTranslation } from "react-i18next";
import type { Label } from "@/text/t";
import type { Reason } from "./Reasons";

/** Somebody who was considered, with what spoke for or against them. */
export interface Considered {
  user: string;
  name: string;
  left_out?: "had" | "absent" | "full";
  weight?: string | null;
  score?: string | null;
  load?: string | null;
  kilometres?: string | null;
}

/** A rule that was looked at; `rule` null: what is done where none matched. */
export interface TriedRule {
  rule: number | null;
  label?: Label;
  when?: Reason;
  pick?: string;
  considered?: Considered[];
}

/** One decision of an `assign` step. */
export interface Assignment {
  id: string;
  field: string;
  automation: { app: string; key: string; label: string };
  run: string | null;
  triggered_at: string;
  at: string;
  /** From what started it to the decision. */
  milliseconds: number;
  before: { id: string; name: string } | null;
  chosen: { id: string; name: string } | null;
  rule: number | null;
  reason: string | null;
  rules: TriedRule[];
}

const FIGURES = ["weight", "score", "load", "kilometres"] as const;
type Say = ReturnType<typeof useTranslation>["t"];

/** The figure that decided about a person, in words. */
export function figureOf(person: Considered, t: Say): string {
  const name = FIGURES.find((each) => person[each] != null);
  if (!name) return "";
  const value = Number(person[name]);
  return t(`runs.figure.${name}`, { value: String(Math.round(value * 100) / 100) });
}
