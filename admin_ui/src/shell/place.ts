import { useLocation } from "react-router";

/** Where the person is: which app, which table, and whether they use or build it. */
export interface Place {
  mode: "use" | "build";
  app: string | null;
  table: string | null;
}

/** Pages of an app in build mode that are about no table. */
const PAGES = new Set(["changes", "automations", "approvals", "connectors"]);

export function placeOf(path: string): Place {
  const [, root, app, table] = path.split("/");
  if (root !== "a" && root !== "b") return { mode: "use", app: null, table: null };
  return {
    mode: root === "b" ? "build" : "use",
    app: app || null,
    table: table && !PAGES.has(table) ? table : null,
  };
}

export const usePlace = (): Place => placeOf(useLocation().pathname);

/** The same place in the other mode: what is selected stays selected. */
export function otherMode({ mode, app, table }: Place, first: string): string {
  if (!app) return "/";
  const kept = table ?? first;
  return mode === "use" ? `/b/${app}/${kept}/form` : `/a/${app}/${kept}`;
}
