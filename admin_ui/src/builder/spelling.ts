import { post } from "@/api/client";

type Named = "app" | "table" | "field" | "option" | "view" | "role" | "state" | "transition";

/** Keys for labels as decision 2 makes them, none of them `taken`; the server spells. */
export async function spell(
  kind: Named,
  labels: string[],
  taken: Iterable<string>,
): Promise<string[]> {
  return (await post<{ keys: string[] }>("/keys", { kind, labels, taken: [...taken] })).keys;
}

let running: Promise<unknown> = Promise.resolve();

/** Keys are being made: whoever publishes waits for them. */
export function spelling<T>(work: Promise<T>): Promise<T> {
  running = Promise.allSettled([running, work]);
  return work;
}

/** What was being typed has left its field, and every key is made. */
export async function spelled(): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await running;
}
