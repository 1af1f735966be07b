import { Accessibility, StyleInjector } from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import type { ReactNode } from "react";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const STYLES = StyleInjector.configure({ nonce });
/** A control within what is dragged is pressed, not dragged, where it says so. */
const POINTER = PointerSensor.configure({
  preventActivation: (event) =>
    event.target instanceof Element && event.target.closest("[data-no-drag]") !== null,
});

type Data = Record<string, unknown>;

/**
 * Where things are dragged by the pointer; the keyboard has words of its own. What is dragged and
 * where it is let go are told by the `data` of the two.
 */
export function Dragging({
  children,
  lifted,
  onStart,
  onOver,
  onEnd,
}: {
  children: ReactNode;
  lifted(data: Data): ReactNode;
  onStart?(data: Data): void;
  onOver?(over: Data | null): void;
  onEnd(data: Data, over: Data | null): void;
}) {
  return (
    <DragDropProvider
      plugins={(defaults) => [STYLES, ...defaults.filter((each) => each !== Accessibility)]}
      sensors={[POINTER]}
      onDragStart={(event) => onStart?.(event.operation.source?.data ?? {})}
      onDragOver={(event) => onOver?.(event.operation.target?.data ?? null)}
      onDragEnd={(event) => {
        const { source, target, canceled } = event.operation;
        onEnd(source?.data ?? {}, canceled ? null : (target?.data ?? null));
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>{(source) => lifted(source.data)}</DragOverlay>
    </DragDropProvider>
  );
}
