import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Color } from "@/api/colors";
import { queryClient } from "@/api/queries";
import type { Expanded, Values } from "@/api/types";

export const LISTS = ["to_decide", "asked", "decided", "cc"] as const;
export type ListName = (typeof LISTS)[number];

export type State =
  | "entering"
  | "deciding"
  | "returned"
  | "agreed"
  | "rejected"
  | "withdrawn"
  | "revoked";

export type TaskState =
  | "waiting"
  | "pending"
  | "agreed"
  | "rejected"
  | "transferred"
  | "skipped"
  | "returned"
  | "cancelled";

/** An approval in a list. */
export interface ApprovalRow {
  id: string;
  approval: string;
  label: string;
  title: string;
  state: State;
  table: string;
  record: string;
  applicant: string | null;
  applicant_name: string | null;
  started_at: string;
  ended_at: string | null;
  reason: string | null;
  /** Words for an end that nobody chose. */
  ended_why: string | null;
  /** The approval that took this one back. */
  revoked_by: string | null;
  node_label: string | null;
  /** My own part of it: what I have to decide, until when. */
  task: number | null;
  due_at: string | null;
  read_at: string | null;
}

/** One person asked in a node. */
export interface Task {
  number: number;
  person: string;
  person_name: string;
  behalf_name: string | null;
  how: "asked" | "before" | "after" | "beside";
  state: TaskState;
  is_automatic: boolean;
  at: string;
  due_at: string | null;
  decided_at: string | null;
  comment: string | null;
  signature: string | null;
  files: string[];
}

export interface Node {
  key: string;
  label: string;
  votes: "all" | "any" | "share" | "sequence";
  share: number | null;
  state: "ahead" | "here" | "done" | "passed_over";
  tasks: Task[];
}

/** What was said and done beside deciding. */
export interface LogLine {
  at: string;
  what: string;
  person_name: string | null;
  node: string | null;
  people: { id: string; name: string }[];
  comment: string | null;
}

/** What I may do with the approval now. */
export interface Mine {
  task: number | null;
  comment: "optional" | "on_refusal" | "always";
  signature: boolean;
  /** agree, refuse, transfer, add, return, resubmit, withdraw, urge, revoke, comment. */
  may: string[];
  /** Earlier nodes that it can be sent back to. */
  back_to: { key: string; label: string }[];
}

/** What became of asking that an agreement be taken back. */
export interface Revocation {
  id: string;
  state: State;
  applicant_name: string | null;
  reason: string | null;
  started_at: string;
}

/** An approval with its path. */
export interface ApprovalPath extends ApprovalRow {
  nodes: Node[];
  log: LogLine[];
  copies: { person: string; person_name: string }[];
  /** The approval that is to take this one back. */
  revocation: Revocation | null;
  mine: Mine;
}

export interface Approval extends ApprovalPath {
  /** What was asked with the move: its form. */
  form: Values;
  move_label: string | null;
  values: Values;
  /** The titles of what the form and the values name. */
  expanded: Expanded;
  fields: Record<string, "read" | "edit">;
}

export const STATE_COLORS: Record<State, Color> = {
  entering: "blue",
  deciding: "blue",
  returned: "orange",
  agreed: "green",
  rejected: "red",
  withdrawn: "grey",
  revoked: "grey",
};

/** Where an approval is, as people see it: what was taken back is agreed no more. */
export const stateOf = (row: ApprovalRow): State =>
  row.revoked_by === null ? row.state : "revoked";

export const useApprovals = (mine: ListName) =>
  useInfiniteQuery({
    queryKey: ["approvals", "list", mine],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      get<{ approvals: ApprovalRow[]; next: string | null }>(
        "/approvals",
        { mine, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });

/** One approval; who looks at it listens for `approval:<id>`: others decide meanwhile. */
export const useApproval = (id: string) =>
  useQuery({
    queryKey: ["approvals", "one", id],
    queryFn: ({ signal }) => get<Approval>(`/approvals/${id}`, {}, signal),
  });

/** Something is done with an approval; everything that shows it is asked again. */
export async function act<T>(path: string, body: unknown): Promise<T> {
  try {
    return await post<T>(`/approvals${path}`, body);
  } finally {
    for (const queryKey of [["approvals"], ["todos"], ["records"]])
      void queryClient.invalidateQueries({ queryKey });
  }
}
