import { useInfiniteQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { RecordName } from "@/api/types";

/** What I was told, in my words. */
export interface Message {
  id: string;
  title: string;
  text: string;
  record: RecordName | null;
  todo: string | null;
  run: string | null;
  at: string;
  read_at: string | null;
}

export const useMessages = (isUnread: boolean) =>
  useInfiniteQuery({
    queryKey: ["inbox", "list", isUnread],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<{ notifications: Message[]; next: string | null }>(
        "/notifications",
        { unread: isUnread || undefined, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });

/** These messages are read; without ids all of them. */
export async function markRead(ids?: string[]): Promise<void> {
  await post("/notifications/read", ids ? { ids } : {});
  for (const queryKey of [["inbox"], ["waiting"]]) void queryClient.invalidateQueries({ queryKey });
}

/** Where a message leads: to the record that it is about, a run, or the to-dos. */
export function wayOf(message: Message): string | null {
  const { record } = message;
  if (record) return `/a/${record.app}/${record.table}/${record.id}`;
  if (message.run) return `/runs/${message.run}`;
  return message.todo ? "/todos" : null;
}
