import { useRef } from "react";

/** The last value that was there: what is open stays open when the rights to it are withdrawn, so
 * that nothing typed is lost; the server refuses what it must. */
export function useHeld<T>(value: T | null | undefined): T | null {
  const held = useRef<T | null>(null);
  if (value != null) held.current = value;
  return held.current;
}
