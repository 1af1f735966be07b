import { Fragment, type ReactNode } from "react";
import { create } from "zustand";

/** Dialogs and drawers that are opened from code and answer it. */
interface Open {
  id: number;
  element: ReactNode;
}

let count = 0;
const useOpen = create<{ open: Open[] }>(() => ({ open: [] }));

/** Shows an element over the page until it calls `done`; what it was done with, null: given up. */
export function showOver<T>(draw: (done: (result: T | null) => void) => ReactNode) {
  return new Promise<T | null>((resolve) => {
    const id = ++count;
    const element = draw((result) => {
      useOpen.setState(({ open }) => ({ open: open.filter((each) => each.id !== id) }));
      resolve(result);
    });
    useOpen.setState(({ open }) => ({ open: [...open, { id, element }] }));
  });
}

/** Where such elements are drawn; once, inside the router. */
export function Overs() {
  return useOpen().open.map(({ id, element }) => <Fragment key={id}>{element}</Fragment>);
}
