import { useQuery } from "@tanstack/react-query";
import { address, call, get, post, put } from "@/api/client";
import type { Problem } from "@/api/errors";
import { queryClient } from "@/api/queries";

/** A column of the file and the field that it probably is; `price.currency` is a part of one. */
export interface FileColumn {
  index: number;
  heading: string;
  samples: string[];
  filled: number;
  target: string | null;
  how: "given" | "exact" | "loose" | "currency" | "synonym" | "pinyin" | null;
  confidence: number;
  suggestion: string | null;
}

export interface ImportField {
  key: string;
  label: string;
  type: string;
  required: boolean;
}

export type Mode = "create" | "update" | "both";
export interface Way {
  mode: Mode;
  key: string | null;
}

/** Where an import stands. Columns and fields are told before it was begun. */
export interface Job {
  id: string;
  table: string;
  file: string;
  state: "uploaded" | "running" | "interrupted" | "cancelled" | "done" | "undone";
  at: string;
  ended_at: string | null;
  size: number | null;
  sheets: string[];
  sheet: string | null;
  earlier: { id: string; at: string; user: string | null } | null;
  mode: Mode | null;
  key: string | null;
  mapping: Record<string, string>;
  total: number | null;
  created: number;
  updated: number;
  refused_lines: number;
  columns?: FileColumn[];
  fields?: ImportField[];
}

export interface Reason extends Problem {
  line: number;
  column: string | null;
  value: string | null;
}
export interface RefusedLine {
  line: number;
  cells: string[];
  reasons: Reason[];
}
export interface Doubt {
  line: number;
  column: string;
  field: string;
  written: string;
  becomes: string;
  message: string;
}
export interface TriedRow {
  line: number;
  action: "create" | "update" | "refuse";
  cells: string[];
  texts: Record<string, string>;
}
export interface Trial {
  total: number;
  checked: number;
  complete: boolean;
  created: number;
  updated: number;
  refused_lines: number;
  doubtful_cells: number;
  rows: TriedRow[];
  doubtful: Doubt[];
  refused: RefusedLine[];
  warnings: { code: string; message: string }[];
}
export interface Undone {
  deleted: number;
  kept_count: number;
  updated_count: number;
  kept: { line: number; id: string; message: string }[];
}

const keyOf = (id: string) => ["imports", id] as const;
const POLL_MS = 500;

/** The import; while it runs asked for again and again. */
export const useJob = (id: string) =>
  useQuery({
    queryKey: [...keyOf(id), "job"],
    enabled: id !== "",
    queryFn: ({ signal }) => get<Job>(`/imports/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : false),
  });

/** What a run would do; asked for anew when the columns or the way have changed. */
export const useTrial = (job: Job, way: Way) =>
  useQuery({
    queryKey: [...keyOf(job.id), "trial", way, job.mapping, job.sheet],
    enabled: way.mode === "create" || way.key !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => post<Trial>(`/imports/${job.id}/preview`, way, { signal }),
  });

export const useReport = (id: string) =>
  useQuery({
    queryKey: [...keyOf(id), "report"],
    queryFn: ({ signal }) => get<{ refused: RefusedLine[] }>(`/imports/${id}/report`, {}, signal),
  });

/** The columns and lines as the server now knows them are on the screen. */
export function keepJob(job: Job): Job {
  queryClient.setQueryData([...keyOf(job.id), "job"], job);
  return job;
}

export const upload = async (table: string, file: File): Promise<Job> =>
  keepJob(
    await call<Job>("POST", "/imports", {
      query: { table, name: file.name },
      body: file,
      headers: { "Content-Type": "application/octet-stream" },
    }),
  );

export const remap = async (
  id: string,
  mapping: Record<string, string>,
  sheet?: string,
): Promise<Job> =>
  keepJob(await put<Job>(`/imports/${id}/mapping`, sheet ? { mapping, sheet } : { mapping }));

export const run = async (id: string, way: Way): Promise<Job> =>
  keepJob(await post<Job>(`/imports/${id}/run`, way));
export const cancel = async (id: string): Promise<Job> =>
  keepJob(await post<Job>(`/imports/${id}/cancel`));

export async function undo(id: string): Promise<Undone> {
  const undone = await post<Undone>(`/imports/${id}/undo`);
  await queryClient.invalidateQueries({ queryKey: keyOf(id) });
  return undone;
}

/** Where the refused lines are as a file that can be corrected and imported again. */
export const correctionsAddress = (id: string): string =>
  address(`/imports/${id}/report`, { format: "csv" });
