import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { ListView } from "../views/views";

/** What of a list stands in its address, so that a link and a reload show the same. */
export interface ListState {
  filter: string;
  sort: readonly string[];
  search: string;
  /** The record that is open beside the list. */
  record: string | null;
  /** Whether filter or sort are others than the view's. */
  isChanged: boolean;
  change(part: Partial<Pick<ListState, "filter" | "sort" | "search" | "record">>): void;
  /** As the view has it. */
  reset(): void;
}

const MARK = { filter: "filter", sort: "sort", search: "q", record: "record" } as const;

export function useListState(view: ListView): ListState {
  const [words, setWords] = useSearchParams();
  const change = useCallback<ListState["change"]>(
    (part) =>
      setWords(
        (old) => {
          const next = new URLSearchParams(old);
          const own = { filter: view.filter, sort: view.sort.join(","), search: "", record: "" };
          for (const [name, value] of Object.entries(part)) {
            const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
            const known = name as keyof typeof MARK;
            if (text === own[known]) next.delete(MARK[known]);
            else next.set(MARK[known], text);
          }
          return next;
        },
        { replace: part.record === undefined },
      ),
    [setWords, view],
  );
  const reset = useCallback(() => change({ filter: view.filter, sort: view.sort }), [change, view]);
  return useMemo(() => {
    const sort = words.get(MARK.sort);
    return {
      filter: words.get(MARK.filter) ?? view.filter,
      sort: sort === null ? view.sort : sort.split(",").filter(Boolean),
      search: words.get(MARK.search) ?? "",
      record: words.get(MARK.record),
      isChanged: words.has(MARK.filter) || words.has(MARK.sort),
      change,
      reset,
    };
  }, [words, view, change, reset]);
}
