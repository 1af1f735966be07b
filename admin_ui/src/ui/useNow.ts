import { useSyncExternalStore } from "react";

/** One clock for everything that counts down: it goes as long as somebody looks at it. */
const listeners = new Set<() => void>();
let now = Date.now();
let ticking: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (ticking === undefined) {
    tick();
    ticking = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The moment that it is, in steps of so many seconds. */
export function useNow(seconds = 1): number {
  const step = seconds * 1_000;
  return useSyncExternalStore(subscribe, () => Math.floor(now / step) * step);
}
