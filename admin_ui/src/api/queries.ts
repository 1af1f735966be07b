import { QueryClient, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type AppAnswer, buildModel } from "@/metadata/model";
import type { AppModel } from "@/metadata/types";
import type { Language } from "@/text/t";
import { get, keepCsrf, type Query, tellSignedOut } from "./client";
import { ApiError } from "./errors";
import type { AppCard, HistoryEvent, Me, Move, Prospect, RecordPage, RecordRow } from "./types";

/** The one cache of what the server said. Keys start with what `live.ts` invalidates by. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.isOffline || error.status >= 500),
    },
  },
});

export const keys = {
  me: ["me"] as const,
  apps: ["apps"] as const,
  app: (app: string) => ["app", app] as const,
  table: (app: string, table: string) => ["records", app, table] as const,
  list: (app: string, table: string, query: Query) =>
    ["records", app, table, "list", query] as const,
  record: (app: string, table: string, id: string) => ["records", app, table, "one", id] as const,
  part: (app: string, table: string, id: string, part: string) =>
    ["records", app, table, "one", id, part] as const,
};

export const tablePath = (app: string, table: string): string =>
  `/apps/${app}/tables/${table}/records`;
export const recordPath = (app: string, table: string, id: string): string =>
  `${tablePath(app, table)}/${id}`;

/** Who has signed in; null: nobody has. */
export const useMe = () =>
  useQuery({
    queryKey: keys.me,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { me } = await get<{ me: Me | null }>("/sessions/current");
      keepCsrf(me?.csrf ?? null);
      const before = queryClient.getQueryData<Me | null>(keys.me);
      if (me || !before) return me;
      // A session that ends takes nobody off the page: the password is asked for over it.
      tellSignedOut();
      return before;
    },
  });

export const useApps = () =>
  useQuery({
    queryKey: keys.apps,
    queryFn: async () => (await get<{ apps: AppCard[] }>("/apps")).apps,
  });

/** The app at its present revision; built once for each answer and language. */
export const useApp = (app: string, language: Language, isWanted = true) =>
  useQuery({
    queryKey: [...keys.app(app), language],
    enabled: isWanted && app !== "",
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<AppModel> =>
      buildModel(await get<AppAnswer>(`/apps/${app}`), language),
  });

/** All pages loaded so far of a list; `query` holds filter, sort, fields, expand, search, view. */
export const useRecords = (app: string, table: string, query: Query, enabled = true) =>
  useInfiniteQuery({
    queryKey: keys.list(app, table, query),
    enabled,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<RecordPage>(tablePath(app, table), { limit: 200, ...query, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });

export const useRecord = (app: string, table: string, id: string, query: Query = {}) =>
  useQuery({
    queryKey: [...keys.record(app, table, id), "values", query],
    queryFn: ({ signal }) =>
      get<RecordRow & { expanded?: RecordPage["expanded"] }>(
        recordPath(app, table, id),
        query,
        signal,
      ),
  });

export const useHistory = (app: string, table: string, id: string) =>
  useInfiniteQuery({
    queryKey: keys.part(app, table, id, "history"),
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<{ events: HistoryEvent[]; next: string | null }>(
        `${recordPath(app, table, id)}/history`,
        { before: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
  });

/** What may happen to a record, for `useQuery` and for asking outside of components. */
export const prospectOf = (app: string, table: string, id: string) =>
  queryOptions({
    queryKey: keys.part(app, table, id, "transitions"),
    queryFn: ({ signal }) => get<Prospect>(`${recordPath(app, table, id)}/transitions`, {}, signal),
  });

const movesIn = ({ transitions }: Prospect): Move[] => transitions;
export const useMoves = (app: string, table: string, id: string) =>
  useQuery({ ...prospectOf(app, table, id), select: movesIn });
