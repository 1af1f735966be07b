import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, post } from "@/api/client";
import { currentLanguage } from "@/text/t";

/** Where a formula stands: what it may name and what it must give. */
export type Use =
  | "field"
  | "id"
  | "default"
  | "validate"
  | "condition"
  | "set"
  | "scope"
  | "filter"
  | "measure"
  | "text";

export interface Span {
  start: number;
  end: number;
}

export interface Replacement {
  text: string;
  span: Span;
}

export interface FormulaProblem {
  code: string;
  message: string;
  severity: "error" | "warning";
  /** In code points. */
  span: Span;
  replacements: Replacement[];
}

/** What may stand at the cursor; `start` to `end` are replaced. */
export interface Suggestion {
  kind: "field" | "function" | "option";
  text: string;
  label: string;
  key?: string;
  pinyin?: string;
  detail?: string;
  type?: string;
  signature?: string;
  start: number;
  end: number;
}

export interface Checked {
  type: string | null;
  problems: FormulaProblem[];
  depends: { table: string; field: string; path: string[] }[];
  completions?: Suggestion[];
}

export interface Place {
  app: string;
  table: string;
  use: Use;
}

export interface FormulaFunction {
  name: string;
  aliases: string[];
  signature: string;
  parameters: { name: string; optional: boolean; repeats: boolean }[];
  result: string | null;
  text: string;
  examples: { text: string; result: string }[];
}

const PAUSE_MS = 250;

/** A value once nobody has changed it for a moment. */
export function useSettled<T>(value: T, pause = PAUSE_MS): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return settled;
}

export const completionsAt = async (
  place: Place,
  text: string,
  cursor: number,
): Promise<Suggestion[]> =>
  (await post<Checked>("/formulas/check", { ...place, text, cursor })).completions ?? [];

/** What the server says of the text; of the one before while a new one is looked at. */
export function useChecked(place: Place, text: string, isWanted: boolean) {
  const settled = useSettled(text);
  const asked = useQuery({
    queryKey: ["formula", "check", place, settled, currentLanguage()],
    enabled: isWanted && settled.trim() !== "",
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      post<Checked>("/formulas/check", { ...place, text: settled }, { signal }),
  });
  const isPresent = settled === text && !asked.isPlaceholderData;
  const isEmpty = text.trim() === "";
  return { checked: isEmpty ? undefined : asked.data, of: settled, isPresent };
}

export const useFunctions = (isWanted = true) =>
  useQuery({
    queryKey: ["formula", "functions", currentLanguage()],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () =>
      (
        await get<{ groups: { label: string; functions: FormulaFunction[] }[] }>(
          "/formulas/functions",
        )
      ).groups,
  });
