import type { ComponentType } from "react";
import type { Me, RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";

export interface RecordPartProps {
  table: Table;
  record: RecordRow;
}

/** Something that stands beside a record with its timeline: its approvals, its runs. */
export interface RecordPart {
  /** Its name is `record.part.<key>` among the texts. */
  key: string;
  isFor(me: Me, table: Table): boolean;
  View: ComponentType<RecordPartProps>;
}

let parts: readonly RecordPart[] = [];

/** From now on records show these beside their timeline. Areas above this one offer them. */
export function offerParts(offered: readonly RecordPart[]): void {
  parts = offered;
}

/** What this person finds beside the timeline of a table's records. */
export const partsOf = (me: Me, table: Table): RecordPart[] =>
  parts.filter((part) => part.isFor(me, table));
