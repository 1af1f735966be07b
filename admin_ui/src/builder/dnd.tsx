import { DragDropProvider, DragOverlay, useDraggable, useDroppable } from "@dnd-kit/react";
import type { ReactNode } from "react";
import type { Slot } from "./form/arrange";

/** All that knows the drag library: it is young, and pinned exactly. */

/** What is being dragged: a type of the palette, or a field that is on the form. */
export type Dragged = { kind: "type"; type: string } | { kind: "field"; field: string };

interface Data {
  [key: string]: unknown;
  dragged?: Dragged;
  slot?: Slot;
}

/** Where things are dragged; `onDrop` is told what, and before which place. */
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
    <DragDropProvider
      onDragEnd={(event) => {
        const { source, target, canceled } = event.operation;
        const dragged = (source?.data as Data | undefined)?.dragged;
        const slot = (target?.data as Data | undefined)?.slot;
        if (!canceled && dragged && slot) onDrop(dragged, slot);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {(source) => lifted((source.data as Data).dragged ?? { kind: "field", field: "" })}
      </DragOverlay>
    </DragDropProvider>
  );
}

/** A tile of the palette. */
export function useTile(type: string) {
  return useDraggable({
    id: `type:${type}`,
    data: { dragged: { kind: "type", type } } satisfies Data,
  });
}

/** A field on the form: dragged itself, and a place before which others are dropped. */
export function usePlaced(field: string, slot: Slot) {
  const draggable = useDraggable({
    id: `field:${field}`,
    data: { dragged: { kind: "field", field } } satisfies Data,
  });
  const droppable = useDroppable({ id: `before:${field}`, data: { slot } satisfies Data });
  return { draggable, droppable };
}

/** The end of a section, or a form's empty place. */
export function useEnd(section: number, index: number) {
  return useDroppable({ id: `end:${section}`, data: { slot: { section, index } } satisfies Data });
}
