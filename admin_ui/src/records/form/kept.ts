import { keys, queryClient } from "@/api/queries";
import type { Me, Values } from "@/api/types";
import type { Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";

/** What was typed into a form and not saved, on this device. */
export interface Kept {
  typed: Values;
  /** ISO 8601. */
  at: string;
}

const nameOf = (table: Table, id: string | null): string => {
  const me = queryClient.getQueryData<Me | null>(keys.me);
  return `tangram.draft:${me?.id ?? ""}:${table.app}.${table.key}:${id ?? "new"}`;
};

/** The draft of a form; null where there is none. */
export function readKept(table: Table, id: string | null): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(table, id)) ?? "null") as Kept | null;
    return kept && typeof kept.typed === "object" && Object.keys(kept.typed).length ? kept : null;
  } catch {
    return null;
  }
}

/** The draft is there when the form is opened again; nothing typed removes it. Whether it was kept:
 * a full or forbidden store keeps nothing. */
export function keep(table: Table, id: string | null, typed: Values): boolean {
  try {
    if (Object.keys(typed).length === 0) localStorage.removeItem(nameOf(table, id));
    else {
      const kept: Kept = { typed, at: new Date().toISOString() };
      localStorage.setItem(nameOf(table, id), JSON.stringify(kept));
    }
    return true;
  } catch {
    return false;
  }
}

/** Tells that what was typed is not lost. */
export const sayKept = (): void => notify({ text: t("record.kept.stays") });
