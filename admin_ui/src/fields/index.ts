import type { FieldType } from "./define";
import { select } from "./select";
import { text } from "./text";

/** The table of all field types: one folder and one line each. */
export const FIELD_TYPES: readonly FieldType[] = [text, select];

const BY_NAME = new Map(FIELD_TYPES.map((type) => [type.type, type]));

/** How a field of this type is drawn; one that this browser does not know is shown as text. */
export function fieldType(type: string): FieldType {
  return BY_NAME.get(type) ?? text;
}
