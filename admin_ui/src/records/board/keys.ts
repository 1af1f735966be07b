import type { KeyboardEvent } from "react";
import type { RecordRow } from "@/api/types";
import type { Lane } from "./lanes";
import type { useLift } from "./useLift";

/**
 * The board by keys alone: arrows go from card to card; space lifts a card, arrows then choose the
 * column, space or Enter lets go, Esc puts it back.
 */
export function keyed(
  event: KeyboardEvent,
  row: RecordRow,
  lanes: readonly Lane[],
  lift: ReturnType<typeof useLift>,
  place: HTMLElement | null,
): void {
  const { lifted } = lift;
  const isMine = lifted?.isByKeys === true && lifted.row.id === row.id;
  const handled = isMine
    ? whileLifted(event.key, row, lanes, lift)
    : event.key === " "
      ? liftIt(row, lift)
      : walk(event.key, row.id, place);
  if (handled) event.preventDefault();
  if (handled && isMine) event.stopPropagation();
}

function liftIt(row: RecordRow, lift: ReturnType<typeof useLift>): boolean {
  lift.lift(row, true);
  return true;
}

function whileLifted(
  key: string,
  row: RecordRow,
  lanes: readonly Lane[],
  lift: ReturnType<typeof useLift>,
): boolean {
  const at = lanes.findIndex((lane) => lane.key === lift.lifted?.over);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step) {
    const next = lanes[at + step];
    if (next) lift.over(next.key);
    return true;
  }
  if (key === " " || key === "Enter") {
    const lane = lanes[at] ?? null;
    void lift.drop(row, lane).then((isMoved) => {
      if (isMoved && lane) focusCard(row.id, lane.key, TRIES);
    });
    return true;
  }
  if (key === "Escape" || key === "Tab") lift.cancel();
  return key !== "Tab";
}

/** The focus goes with the card, as soon as it stands in its new column. */
function focusCard(id: string, lane: string, tries: number): void {
  const place = `[data-lane="${lane}"] [data-card="${id}"]`;
  const card = document.querySelector<HTMLElement>(place);
  if (card) card.focus();
  else if (tries > 0) setTimeout(() => focusCard(id, lane, tries - 1), PAUSE_MS);
}
const TRIES = 30;
const PAUSE_MS = 100;

/** The focus goes to the card beside or below; false where the key is no arrow. */
function walk(key: string, id: string, place: HTMLElement | null): boolean {
  const columns = [...(place?.querySelectorAll("section") ?? [])].map((column) => [
    ...column.querySelectorAll<HTMLElement>("[data-card]"),
  ]);
  const x = columns.findIndex((cards) => cards.some((card) => card.dataset.card === id));
  const y = columns[x]?.findIndex((card) => card.dataset.card === id) ?? -1;
  const beside = (by: number): HTMLElement | undefined => {
    for (let at = x + by; columns[at]; at += by) {
      const cards = columns[at] ?? [];
      if (cards.length > 0) return cards[Math.min(y, cards.length - 1)];
    }
    return undefined;
  };
  const goes: Record<string, () => HTMLElement | undefined> = {
    ArrowUp: () => columns[x]?.[y - 1],
    ArrowDown: () => columns[x]?.[y + 1],
    ArrowLeft: () => beside(-1),
    ArrowRight: () => beside(1),
  };
  const go = goes[key];
  go?.()?.focus();
  return go !== undefined;
}
