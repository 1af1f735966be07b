import { useEffect, useRef } from "react";

const TYPING =
  "input, textarea, select, [contenteditable], [role=combobox], [role=dialog], [role=menu]";

/** Single keys do these things while nobody types and no dialog is open. */
export function useKeys(actions: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      const inDrawer = target instanceof Element && target.closest("[role=dialog] article");
      if (target instanceof Element && target.closest(TYPING) && !inDrawer) return;
      if (inDrawer && target.closest("input, textarea, [role=combobox]")) return;
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
