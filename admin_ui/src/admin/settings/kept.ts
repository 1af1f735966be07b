import { useState } from "react";
import { useMe } from "@/api/queries";

/** What somebody typed and has not saved: it stays while the tab is open, whatever else they look
 * at. Never for secrets: it lies in the browser. */
export function useKept<T>(name: string): [T | null, (next: T | null) => void] {
  const place = `settings ${useMe().data?.id ?? ""} ${name}`;
  const [kept, set] = useState<T | null>(() => {
    const text = sessionStorage.getItem(place);
    return text === null ? null : (JSON.parse(text) as T);
  });
  return [
    kept,
    (next) => {
      set(next);
      if (next === null) sessionStorage.removeItem(place);
      else sessionStorage.setItem(place, JSON.stringify(next));
    },
  ];
}
