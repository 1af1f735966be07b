import { get, post } from "@/api/client";
import type { Problem } from "@/api/errors";
import { queryClient, tablePath } from "@/api/queries";
import type { RecordPage, Values } from "@/api/types";
import type { Table } from "@/metadata/types";

/** The records of a bulk action: chosen ones, or all that match. */
export interface Bulk {
  ids: readonly string[];
  /** Of all that match: which. */
  all: { filter: string; search: string } | null;
  count: number;
}

export interface Refusal {
  id: string;
  title: string;
  message: string;
}

const SLICE = 1_000;
const PAGE = 500;

/** The ids of all records that match, read to the end. */
export async function idsOf(table: Table, bulk: Bulk): Promise<string[]> {
  if (!bulk.all) return [...bulk.ids];
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: RecordPage = await get<RecordPage>(tablePath(table.app, table.key), {
      ...bulk.all,
      fields: "id",
      limit: PAGE,
      cursor,
    });
    found.push(...page.records.map(({ id }) => id));
    cursor = page.next;
  }
  return found;
}

interface BatchAnswer {
  results: { id: string | null; problems: Problem[] }[];
}

/** Writes in slices; what is refused is told by record, the rest is done. */
export async function writeSlices(
  table: Table,
  ids: readonly string[],
  body: (slice: readonly string[]) => Values,
  onDone: (done: number) => void,
): Promise<{ done: string[]; refused: Omit<Refusal, "title">[] }> {
  const done: string[] = [];
  const refused: Omit<Refusal, "title">[] = [];
  try {
    for (let at = 0; at < ids.length; at += SLICE) {
      const slice = ids.slice(at, at + SLICE);
      const path = `${tablePath(table.app, table.key)}/batch`;
      const answer = await post<BatchAnswer>(path, { ...body(slice), on_error: "skip" });
      for (const [index, { problems }] of answer.results.entries()) {
        const id = slice[index] ?? "";
        if (problems.length === 0) done.push(id);
        else refused.push({ id, message: problems.map((each) => each.message).join(" ") });
      }
      onDone(Math.min(ids.length, at + SLICE));
    }
  } finally {
    await queryClient.invalidateQueries({ queryKey: ["records", table.app] });
  }
  return { done, refused };
}
