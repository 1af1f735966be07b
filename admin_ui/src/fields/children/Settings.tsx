import { Settings as ReferenceSettings } from "../reference/Settings";
import { type AnySettings, TextProperty } from "../shared/settings";

/** Which table holds the rows, and its field that refers to this one. */
export function Settings(props: AnySettings) {
  return (
    <>
      <ReferenceSettings {...props} />
      <TextProperty props={props} name="field" />
    </>
  );
}
