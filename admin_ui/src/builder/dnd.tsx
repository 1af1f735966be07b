import { useDraggable, useDragOperation, useDroppable } from "@dnd-kit/react";
import type { ReactNode } from "react";
import { Dragging } from "@/ui/Dragging";
import type { Slot } from "./form/arrange";

/** What is being dragged: a type of the palette, or a field of the table. */
export type Dragged = { kind: "type"; type: string } | { kind: "field"; field: string };

interface Data {
  [key: string]: unknown;
  dragged?: Dragged;
  slot?: Slot;
}

/**
 * Where things are dragged; `onDrop` is told what, and before which place. Only the pointer drags:
 * the keyboard has words of its own (see Canvas and Palette).
 */
export function DragBoard({
  children,
  lifted,
  onDrop,
}: {
  children: ReactNode;
  lifted(dragged: Dragged): ReactNode;
  onDrop(dragged: Dragged, slot: Slot): void;
}) {
  return (
    <Dragging
      lifted={({ dragged }: Data) => lifted(dragged ?? { kind: "field", field: "" })}
      onEnd={({ dragged }: Data, over: Data | null) => {
        if (dragged && over?.slot) onDrop(dragged, over.slot);
      }}
    >
      {children}
    </Dragging>
  );
}

/** Whether something is being dragged. */
export const useIsDragging = (): boolean => useDragOperation().source != null;

/** A tile of the palette: a type. */
export function useTile(type: string) {
  return useDraggable({
    id: `type:${type}`,
    data: { dragged: { kind: "type", type } } satisfies Data,
  });
}

/** A field that is not on the form. */
export function useLoose(field: string) {
  return useDraggable({
    id: `field:${field}`,
    data: { dragged: { kind: "field", field } } satisfies Data,
  });
}

/** A field on the form: dragged itself, and a place before which others are dropped. */
export function usePlaced(field: string, slot: Slot) {
  const draggable = useLoose(field);
  const droppable = useDroppable({ id: `before:${field}`, data: { slot } satisfies Data });
  return { draggable, droppable };
}

/** The end of a section, or a form's empty place. */
export function useEnd(section: number, index: number) {
  return useDroppable({ id: `end:${section}`, data: { slot: { section, index } } satisfies Data });
}
