import { useQuery } from "@tanstack/react-query";
import { get, put } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import type { ColumnChoice } from "../grid/columns";

export type Density = "compact" | "standard" | "comfortable";

/** A view that only its maker sees. */
export interface OwnView {
  key: string;
  label: string;
  filter: string;
  sort: string[];
  columns: ColumnChoice[];
  /** The shared view whose colours it has. */
  base: string | null;
}

/** What a person keeps of one table's lists for themselves. */
export interface Kept {
  views: OwnView[];
  /** Columns as this person arranged them, by view. */
  columns: Record<string, ColumnChoice[]>;
  density?: Density;
}

const NOTHING: Kept = { views: [], columns: {} };
const PAUSE_MS = 400;

const nameOf = (table: Table): string => `list:${table.app}.${table.key}`;
const keyOf = (table: Table) => ["preferences", nameOf(table)] as const;

/** What was kept; undefined until it is known. */
export function useKept(table: Table): Kept | undefined {
  const found = useQuery({
    queryKey: keyOf(table),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { preferences } = await get<{ preferences: { key: string; value: Partial<Kept> }[] }>(
        "/preferences",
        { prefix: nameOf(table) },
      );
      const mine = preferences.find((each) => each.key === nameOf(table));
      return { ...NOTHING, ...mine?.value };
    },
  });
  return found.data ?? (found.error ? NOTHING : undefined);
}

const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps something else: at once on the screen, on the server when nothing more comes. */
export function keep(table: Table, change: (kept: Kept) => Kept): void {
  const next = change(queryClient.getQueryData<Kept>(keyOf(table)) ?? NOTHING);
  queryClient.setQueryData(keyOf(table), next);
  const name = nameOf(table);
  clearTimeout(waiting.get(name));
  waiting.set(
    name,
    setTimeout(() => {
      put(`/preferences/${name}`, { value: next }).catch(() =>
        notify({ text: t("list.notKept"), kind: "failed" }),
      );
    }, PAUSE_MS),
  );
}
