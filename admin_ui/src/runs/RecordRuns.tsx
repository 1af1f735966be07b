import type { RecordPartProps } from "@/records/detail/parts";
import { RunList } from "./RunList";

/** What automations did for this record. */
export function RecordRuns({ table, record }: RecordPartProps) {
  return <RunList query={{ app: table.app, table: table.key, record: record.id }} />;
}
