import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { post } from "@/api/client";
import { keys } from "@/api/queries";
import type { Table } from "@/metadata/types";
import type { Language } from "@/text/t";

export interface Condition {
  field: string;
  operator: string;
  value: unknown;
  text?: string;
}
export interface Conditions {
  /** null: the formula is more than a list of conditions. */
  conditions: Condition[] | null;
  join: "and" | "or";
}

/** The formula of a filter as conditions: the server takes it apart. */
export const useConditions = (table: Table, text: string, language: Language) =>
  useQuery<Conditions>({
    queryKey: [...keys.app(table.app), "conditions", table.key, text, language],
    enabled: text.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Conditions> => {
      const body = { app: table.app, table: table.key, text };
      const found = await post<Partial<Conditions>>("/formulas/conditions", body, { signal });
      return { conditions: found.conditions ?? null, join: found.join ?? "and" };
    },
  });

/** Conditions as one formula, written by the server; throws with what does not fit. */
export async function writeConditions(
  table: Table,
  conditions: readonly Condition[],
  join: "and" | "or",
): Promise<string> {
  if (conditions.length === 0) return "";
  const { text } = await post<{ text: string }>("/formulas/conditions", {
    app: table.app,
    table: table.key,
    conditions: conditions.map(({ field, operator, value }) => ({ field, operator, value })),
    join,
  });
  return text;
}

/** A mistake in a formula, and what would mend it. */
export interface Mistake {
  message: string;
  severity?: string;
  span?: { start: number; end: number };
  replacements?: { text: string; span: { start: number; end: number } }[];
}

/** What is wrong with a filter's formula while it is typed. */
export const useMistakes = (table: Table, text: string, language: Language, isWanted: boolean) =>
  useQuery({
    queryKey: [...keys.app(table.app), "mistakes", table.key, text, language],
    enabled: isWanted && text.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }) => {
      const body = { app: table.app, table: table.key, text, use: "filter" };
      const found = await post<{ problems: Mistake[] }>("/formulas/check", body, { signal });
      return found.problems;
    },
  });

/** The text with a mistake mended. */
export function mended(text: string, mistake: Mistake): string {
  const [fix] = mistake.replacements ?? [];
  return fix ? text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end) : text;
}
