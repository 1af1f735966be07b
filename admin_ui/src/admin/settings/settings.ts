import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "@/api/client";
import { t } from "@/text/t";

/** What was wrong with a message the last time, in words. */
export interface Trouble {
  code: string;
  message: string;
  status: number | null;
  at: string | null;
  /** What the other side said of it. */
  note?: string | null;
}

export interface Credential {
  name: string;
  kind: string;
  /** Each part as it may be shown; absent for who may only name credentials. */
  parts?: Record<string, string>;
  is_readable?: boolean;
  changed_at?: string;
  used_at?: string | null;
}

export interface CredentialKind {
  kind: string;
  needed: string[];
  allowed: string[];
}

export interface Channel {
  key: string;
  kind: string;
  credential: string | null;
  options: Record<string, unknown>;
}

export interface ChannelKind {
  kind: string;
  /** The kind of credential that it takes; null: any. */
  credential: string | null;
  needs_credential: boolean;
  needed: string[];
  allowed: string[];
  /** It speaks to a group, not to one person. */
  reaches_group: boolean;
}

export interface Delivery {
  id: string;
  channel: string;
  user_name: string | null;
  state: "waiting" | "sent" | "failed";
  attempts: number;
  at: string;
  error: Trouble | null;
}

export interface Subscription {
  id: string;
  label: string;
  address: string;
  events: string[];
  at: string;
  disabled_at: string | null;
  disabled_why: string | null;
}

export interface Message {
  id: string;
  type: string;
  state: "waiting" | "sent" | "failed";
  attempts: number;
  status: number | null;
  at: string;
  error: Trouble | null;
}

/** What went wrong, in words, and what the other side said of it. */
export const saidOf = ({ message, note }: Trouble): string =>
  note ? `${message}${t("settings.noted", { note })}` : message;

const ROOT = ["settings"] as const;

const SOON_MS = 1_000;
const LATER_MS = 5_000;

/** What the server says; `isWatched`: it changes without anybody here, and is asked for anew. */
const useAsked = <T>(path: string, { isWanted = true, isWatched = false } = {}) =>
  useQuery({
    queryKey: [...ROOT, path],
    enabled: isWanted,
    staleTime: 0,
    refetchInterval: isWatched ? LATER_MS : false,
    queryFn: ({ signal }) => get<T>(path, {}, signal),
  });

export const useSettings = () => useAsked<{ name: string; time_zone: string }>("/settings");
export const useCredentials = (isWanted = true) =>
  useAsked<{ credentials: Credential[]; kinds: CredentialKind[] }>("/credentials", { isWanted });
export const useChannels = () =>
  useAsked<{ channels: Channel[]; kinds: ChannelKind[] }>("/channels");
export const useNetworks = () => useAsked<{ networks: string[] }>("/settings/networks");
export const useUndelivered = () =>
  useAsked<{ deliveries: Delivery[]; next: string | null }>("/deliveries", { isWatched: true });
/** A receiver that is gone closes its subscription by what it answers. */
export const useSubscriptions = (isWatched: boolean) =>
  useAsked<{ subscriptions: Subscription[] }>("/subscriptions", { isWatched });

/** How a message goes, asked for until it has arrived or failed. */
export const useDelivery = (id: string) =>
  useQuery({
    queryKey: [...ROOT, "delivery", id],
    queryFn: ({ signal }) => get<Delivery>(`/deliveries/${id}`, {}, signal),
    refetchInterval: ({ state: { data } }) =>
      data && data.state !== "waiting" ? false : data?.error ? LATER_MS : SOON_MS,
  });

export const messagesKey = (id: string) => ["messages of subscription", id] as const;

/** What a subscription was sent; asked for anew while something is on its way. It is no part of
 * what every change asks for anew: of a subscription that just ended there is nothing to ask. */
export const useMessages = (id: string) =>
  useQuery({
    queryKey: messagesKey(id),
    queryFn: ({ signal }) =>
      get<{ messages: Message[] }>(`/subscriptions/${id}/messages`, {}, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.messages.some(({ state }) => state === "waiting") ? LATER_MS : false,
  });

/** A change of the settings; everything about them is asked for anew afterwards. */
export function useSettingsChange<V, R>(change: (value: V) => Promise<R>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => cache.invalidateQueries({ queryKey: ROOT }),
  });
}
