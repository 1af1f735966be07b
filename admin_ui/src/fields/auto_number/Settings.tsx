import { type AnySettings, NumberProperty, TextProperty } from "../shared/settings";

export function Settings(props: AnySettings) {
  return (
    <>
      <TextProperty props={props} name="prefix" />
      <NumberProperty props={props} name="digits" min={1} max={12} />
    </>
  );
}
