import { type ComponentType, lazy, Suspense } from "react";
import type { InputProps, SettingsProps } from "../define";

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

/** What the designer asks of a field, fetched with the first field that it asks about. */
export function laterSettings(
  load: () => Promise<{ Settings: ComponentType<SettingsProps<never>> }>,
): ComponentType<SettingsProps<never>> {
  const Asked = lazy(async () => ({ default: (await load()).Settings }));
  return function LaterSettings(props: SettingsProps<never>) {
    return (
      <Suspense fallback={null}>
        <Asked {...props} />
      </Suspense>
    );
  };
}
