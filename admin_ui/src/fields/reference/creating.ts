import type { Values } from "@/api/types";

/** Opens a form for a new record of a table; the id and title of what was made, null: given up. */
export type CreateRecord = (
  app: string,
  table: string,
  values: Values,
) => Promise<{ id: string; title: string } | null>;

let create: CreateRecord | null = null;

/** `records` draws forms, and fields do not know it: it tells here how one is opened. */
export function offerCreating(next: CreateRecord | null): void {
  create = next;
}

export const creating = (): CreateRecord | null => create;
