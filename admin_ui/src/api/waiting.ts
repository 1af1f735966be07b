import { useQuery } from "@tanstack/react-query";
import { get } from "./client";

/** How many of my to-dos are open, of all and of each kind, and how many messages are unread. */
export interface Waiting {
  todos: { all: number; confirm: number; approval: number; task: number; overdue: number };
  unread: number;
}

/** Asked again when either changes: `live.ts` hears of both. */
export const useWaiting = () =>
  useQuery({
    queryKey: ["waiting"],
    queryFn: ({ signal }) => get<Waiting>("/todos/count", {}, signal),
  });
