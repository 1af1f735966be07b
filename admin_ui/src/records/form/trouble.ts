import { ApiError } from "@/api/errors";

/** Why a form cannot be saved at present; what was typed stays in each case. */
export type Trouble =
  | { kind: "offline" | "signedOut" | "gone" | "locked" }
  | { kind: "failed"; message: string };

/** The trouble that an answer tells; null: it is none, but a matter of the values. */
export function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof ApiError)) return { kind: "failed", message: String(error) };
  if (error.isOffline || [502, 503, 504].includes(error.status)) return { kind: "offline" };
  if (error.status === 401) return { kind: "signedOut" };
  if (error.code === "unknown_record") return { kind: "gone" };
  if (error.status === 403 || error.status === 404) return { kind: "locked" };
  if (error.status === 409 || error.status === 422 || error.status === 400) return null;
  return { kind: "failed", message: error.message };
}
