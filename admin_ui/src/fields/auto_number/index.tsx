import { ListOrdered } from "lucide-react";
import { defineField } from "../define";
import { type AnySettings, NumberProperty, TextProperty } from "../shared/settings";
import { asText, TextCell } from "../shared/texts";

function Settings(props: AnySettings) {
  return (
    <>
      <TextProperty props={props} name="prefix" />
      <NumberProperty props={props} name="digits" min={1} max={12} />
    </>
  );
}

export const auto_number = defineField({
  type: "auto_number",
  icon: ListOrdered,
  group: "links",
  Cell: TextCell,
  Input: null,
  Settings,
  toText: asText,
  width: 130,
});
