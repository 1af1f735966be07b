import { useInfiniteQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { queryClient } from "@/api/queries";
import type { RecordName } from "@/api/types";

export const KINDS = ["confirm", "approval", "task"] as const;
export type Kind = (typeof KINDS)[number];
export type Comment = "none" | "optional" | "needed";

/** One way to answer: `accept`, `decline`, `done`, `agree`, `refuse`. */
export interface Answer {
  answer: string;
  comment: Comment;
}

/** Somebody, by id and name. */
export interface Somebody {
  id: string;
  name: string;
}

/** Something that I must answer, or that I was asked. */
export interface Todo {
  id: string;
  kind: Kind;
  state: "open" | "done" | "withdrawn" | "expired";
  title: string;
  text: string | null;
  /** The automation or approval that asks. */
  source: { app: string; key: string; label: string } | null;
  /** Whose it was: who is away, or has left. */
  in_place_of: Somebody | null;
  /** What it is about, where I may see it. */
  record: RecordName | null;
  /** What of the kind's own it is about: of an approval the approval. */
  subject: string | null;
  answers: Answer[];
  at: string;
  due_at: string | null;
  ended_at: string | null;
  ended_by: Somebody | null;
  answer: string | null;
  comment: string | null;
}

export interface TodoPage {
  todos: Todo[];
  next: string | null;
}

export const useTodos = (state: "open" | "done", kind: Kind | "all") =>
  useInfiniteQuery({
    queryKey: ["todos", "list", state, kind],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<TodoPage>(
        "/todos",
        { state, kind: kind === "all" ? undefined : kind, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });

/** The to-do is answered; a second time with the same answer changes nothing. */
export async function sendAnswer(todo: Todo, answer: string, comment: string): Promise<Todo> {
  const said = comment.trim();
  const body = { answer, ...(said ? { comment: said } : {}) };
  try {
    return await post<Todo>(`/todos/${todo.id}/answer`, body);
  } finally {
    for (const queryKey of [["todos"], ["waiting"], ["records"]])
      void queryClient.invalidateQueries({ queryKey });
  }
}

/** Whether an answer asks for words first: those it needs, and a refusal's reason. */
export const asksFirst = (answer: Answer, isMain: boolean): boolean =>
  answer.comment === "needed" || (answer.comment === "optional" && !isMain);

/** The main answer is the first one: it stands right, under the thumb. */
export const inOrder = (answers: readonly Answer[]): Answer[] => [...answers].reverse();
