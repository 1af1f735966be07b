import { MapPin } from "lucide-react";
import { type CellProps, defineField } from "../define";
import { later } from "../shared/later";
import { regionName, useRegions } from "./regions";

function Cell({ value, language }: CellProps) {
  const regions = useRegions(language, value != null);
  return value == null ? null : <span>{regionName(regions.data, String(value))}</span>;
}

export const region = defineField({
  type: "region",
  icon: MapPin,
  group: "contact",
  Cell,
  Input: later(() => import("./Input")),
  toText: (value) => (value == null ? "" : regionName(undefined, String(value))),
  width: 130,
});
