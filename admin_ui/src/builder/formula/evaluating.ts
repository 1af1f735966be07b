import { queryOptions } from "@tanstack/react-query";
import { post } from "@/api/client";
import type { Place, Span } from "@/formula/server";
import { currentLanguage } from "@/text/t";

/** A part of the formula with its value on the record; `ok`: whether the condition holds. */
export interface Part {
  text: string;
  span: Span;
  display: string;
  branch?: number;
  ok?: boolean | null;
  error?: { code: string };
}

/** A formula on one record, as the server computes and outlines it. */
export interface Evaluated {
  type: string;
  display?: string;
  error?: { code: string; message: string };
  outline: {
    /** The branch taken, from 1; 0: none of them; null: there are none. */
    branch: number | null;
    parts: Part[];
    skipped: { branch: number | null; text: string | null; result: string }[];
  };
}

/** The value of a text that is right; asked again when a record of the table changes. */
export const evaluation = ({ app, table }: Place, text: string, record: string) =>
  queryOptions({
    queryKey: ["records", app, table, "evaluate", record, text, currentLanguage()],
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      post<Evaluated>("/formulas/evaluate", { app, table, text, record }, { signal }),
  });
