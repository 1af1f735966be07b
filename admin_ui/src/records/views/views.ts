import type { AppDocument, GridView, Table } from "@/metadata/types";
import { labelText } from "@/text/t";
import type { ColumnChoice } from "../grid/columns";
import type { Kept } from "./kept";

/** One tab above a list: a view of the app, one's own, or all records where there is none. */
export interface ListView {
  key: string;
  label: string;
  filter: string;
  sort: readonly string[];
  columns: ColumnChoice[] | null;
  /** The shared view whose colour rules hold. */
  base: string | null;
  document: GridView | null;
  isOwn: boolean;
}

/** The views of a table: shared ones in the order of the app's navigation, then one's own. */
export function viewsOf(
  table: Table,
  kept: Kept,
  everything: string,
  navigation: AppDocument["navigation"] = [],
): ListView[] {
  const order = (navigation ?? []).flatMap((group) => group.items ?? []).map((item) => item.view);
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const grids = [...table.grids].sort((a, b) => rank(a.key) - rank(b.key));
  const shared = grids.map((view) => ({
    key: view.key,
    label: labelText(view.label),
    filter: view.filter ?? "",
    sort: view.sort ?? [],
    columns: view.columns,
    base: view.key,
    document: view,
    isOwn: false,
  }));
  const all = {
    key: "",
    label: everything,
    filter: "",
    sort: [],
    columns: null,
    base: null,
    document: null,
    isOwn: false,
  };
  const own = kept.views.map((view) => ({ ...view, document: null, isOwn: true }));
  return [...(shared.length ? shared : [all]), ...own];
}

/** A key for a view of one's own that none of the others has. */
export function freshKey(kept: Kept): string {
  const taken = new Set(kept.views.map((view) => view.key));
  let number = 1;
  while (taken.has(`my_${number}`)) number += 1;
  return `my_${number}`;
}
