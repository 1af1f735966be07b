import { Copy, ExternalLink, Link, Pencil, Trash2 } from "lucide-react";
import type { Values } from "@/api/types";
import { leaveCopy } from "./copied";
import { copyText } from "./copyText";
import { type Command, defineCommand, type Target } from "./define";
import { removeRecords } from "./removeRecords";

const pathOf = ({ table, records }: Target): string =>
  `/a/${table.app}/${table.key}/${records[0]?.id ?? ""}`;
const isOne = ({ records }: Target): boolean => records.length === 1;

/** Types that nobody types: a copy gets its own. */
const OWN = new Set(["formula", "generated", "auto_number", "state", "children"]);

function copied({ table, records }: Target): Values {
  return Object.fromEntries(
    Object.entries(records[0]?.values ?? {}).filter(([key, value]) => {
      const field = table.fields.get(key);
      return value != null && field && !field.isSystem && !OWN.has(field.type);
    }),
  );
}

/** The table of commands, in the order menus show them. */
export const COMMANDS: readonly Command[] = [
  defineCommand({
    key: "open",
    icon: ExternalLink,
    places: ["row", "palette"],
    isOffered: isOne,
    run: (target) => target.go(pathOf(target)),
  }),
  defineCommand({
    key: "edit",
    icon: Pencil,
    places: ["row", "palette"],
    shortcut: "E",
    isOffered: (target) => isOne(target) && target.records[0]?.rights?.edit !== false,
    run: (target) => target.go(`${pathOf(target)}?edit=1`),
  }),
  defineCommand({
    key: "duplicate",
    icon: Copy,
    places: ["row", "record"],
    isOffered: isOne,
    run: (target) =>
      target.go(`/a/${target.table.app}/${target.table.key}/new?like=${leaveCopy(copied(target))}`),
  }),
  defineCommand({
    key: "copyLink",
    icon: Link,
    places: ["row", "record"],
    isOffered: isOne,
    run: (target) => copyText(`${location.origin}${pathOf(target)}`),
  }),
  defineCommand({
    key: "delete",
    icon: Trash2,
    places: ["row", "bulk", "record"],
    isDangerous: true,
    isOffered: ({ records }) =>
      records.length > 0 && records.every((record) => record.rights?.delete !== false),
    run: removeRecords,
  }),
];

/** What is offered at a place for these records. */
export const commandsAt = (place: Command["places"][number], target: Target): Command[] =>
  COMMANDS.filter((command) => command.places.includes(place) && command.isOffered(target));
