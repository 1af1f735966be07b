import { type ComponentType, lazy, Suspense } from "react";
import type { InputProps } from "../define";

/** A control that is fetched when somebody is about to type: lists are drawn without it. */
export function later(
  load: () => Promise<{ Input: ComponentType<InputProps> }>,
): ComponentType<InputProps> {
  const Control = lazy(async () => ({ default: (await load()).Input }));
  return function LaterInput(props: InputProps) {
    return (
      <Suspense fallback={<span style={{ display: "block", height: 32 }} />}>
        <Control {...props} />
      </Suspense>
    );
  };
}
