import type { Values } from "@/api/types";

/** The object that was typed as JSON; null where it is none. */
export function readValues(typed: string): Values | null {
  try {
    const read: unknown = JSON.parse(typed);
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? (read as Values)
      : null;
  } catch {
    return null;
  }
}
