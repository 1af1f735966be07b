const PAUSE_MS = 1_500;

/** Parts of the program that a click will want are fetched when the page stands, so that nobody
 * waits for them then. One that does not come is fetched when it is wanted. */
export function fetchAhead(...parts: readonly (() => Promise<unknown>)[]): () => void {
  const timer = setTimeout(() => {
    for (const part of parts) part().catch(() => undefined);
  }, PAUSE_MS);
  return () => clearTimeout(timer);
}
