import { type AnySettings, NumberProperty } from "../shared/settings";

export function Settings(props: AnySettings) {
  return <NumberProperty props={props} name="max" min={2} max={10} />;
}
