import { queryClient } from "@/api/queries";

const PAUSE_MS = 1_500;

/** Parts of the program that a click will want are fetched when the page stands, so that nobody
 * waits for them then: not before what it shows has come. One that does not come is fetched when it
 * is wanted. */
export function fetchAhead(...parts: readonly (() => Promise<unknown>)[]): () => void {
  let timer = setTimeout(look, PAUSE_MS);
  function look() {
    if (queryClient.isFetching() > 0) timer = setTimeout(look, PAUSE_MS);
    else for (const part of parts) part().catch(() => undefined);
  }
  return () => clearTimeout(timer);
}
