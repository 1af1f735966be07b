import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/** Where in the head of a built table a tab puts its own controls. */
export const TOOLS = "build-tools";

export function Tools({ children }: { children: ReactNode }) {
  const [place, find] = useState<HTMLElement | null>(null);
  useEffect(() => find(document.getElementById(TOOLS)), []);
  return place && createPortal(children, place);
}
