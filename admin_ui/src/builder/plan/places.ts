import type { Problem } from "@/api/errors";

/** The document that a problem is in, as the draft names it; null: in none. */
export function documentOf(
  problem: Problem,
): { app: string; kind: string; key: string; name: string } | null {
  // The server names it as an object; older answers as one text.
  const { document } = problem as { document?: unknown };
  if (typeof document !== "object" || document === null) return null;
  const { app = "", kind = "", key = "" } = document as Record<string, string>;
  return { app, kind, key, name: `${kind}/${key}` };
}

const PAGES = new Set(["automation", "approval", "connector"]);

/** Where in build mode a problem is mended; null: nowhere in particular. */
export function placeOf(problem: Problem): string | null {
  const found = documentOf(problem);
  if (found && PAGES.has(found.kind)) return `/b/${found.app}/${found.kind}s/${found.key}`;
  if (found?.kind !== "table") return null;
  const part = problem.pointer?.split("/")[1] ?? "";
  const tab = { rules: "rules", fields: "fields", state_machines: "states" }[part] ?? "form";
  return `/b/${found.app}/${found.key}/${tab}`;
}
