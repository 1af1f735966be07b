import { type AnySettings, NumberProperty } from "../shared/settings";

export function Settings(props: AnySettings) {
  return (
    <>
      <NumberProperty props={props} name="max_files" min={1} max={100} />
      <NumberProperty props={props} name="max_mb" min={0.1} max={1000} />
    </>
  );
}
