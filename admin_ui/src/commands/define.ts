import type { LucideIcon } from "lucide-react";
import type { RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";

/** Where a command was asked for: a table, and the records it is about. */
export interface Target {
  table: Table;
  records: RecordRow[];
  /** Shows the page at this path; settled once it is shown. */
  go(path: string): void | Promise<void>;
}

/** What a person may do with records: in menus, the bulk bar, on keys, in the search palette. */
export interface Command {
  key: string;
  icon: LucideIcon;
  /** The name of its text: `commands.<key>`. */
  places: readonly ("row" | "bulk" | "record" | "palette")[];
  shortcut?: string;
  isDangerous?: boolean;
  /** Whether it is offered; the server still decides when it runs. */
  isOffered(target: Target): boolean;
  run(target: Target): Promise<void> | void;
}

export function defineCommand(command: Command): Command {
  return command;
}
