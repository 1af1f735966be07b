import type { AppDocument, GridView, KanbanView, Table } from "@/metadata/types";
import { labelText } from "@/text/t";
import { boardOf } from "../board/lanes";
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
  /** Where the tab is a board. */
  board: KanbanView | null;
  isOwn: boolean;
}

/** The views of a table: shared ones in the order of the app's navigation, then one's own. A table
 * with states has a board though nobody made one. */
export function viewsOf(
  table: Table,
  kept: Kept,
  words: { everything: string; board: string },
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
    board: null,
    isOwn: false,
  }));
  const all = {
    key: "",
    label: words.everything,
    filter: "",
    sort: [],
    columns: null,
    base: null,
    document: null,
    board: null,
    isOwn: false,
  };
  const own = kept.views.map((view) => ({ ...view, document: null, board: null, isOwn: true }));
  return [...(shared.length ? shared : [all]), ...boardsOf(table, words.board), ...own];
}

function boardsOf(table: Table, label: string): ListView[] {
  const made = table.boards.map((view) => asTab(view, view.key, labelText(view.label), view.key));
  const drawn = made.length === 0 && boardOf(table);
  return drawn ? [asTab(drawn, DRAWN, label, null)] : made;
}

/** The key of a board that no document describes: no key of a view looks like it. */
const DRAWN = "~board";

const asTab = (view: KanbanView, key: string, label: string, base: string | null): ListView => ({
  key,
  label,
  filter: view.filter ?? "",
  sort: view.sort ?? [],
  columns: null,
  base,
  document: null,
  board: view,
  isOwn: false,
});

/** A key for a view of one's own that none of the others has. */
export function freshKey(kept: Kept): string {
  const taken = new Set(kept.views.map((view) => view.key));
  let number = 1;
  while (taken.has(`my_${number}`)) number += 1;
  return `my_${number}`;
}
