import { Percent } from "lucide-react";
import { defineField } from "../define";
import { NumberSettings } from "../shared/settings";
import { Cell, percentText } from "./Cell";
import { Input } from "./Input";

export const percent = defineField({
  type: "percent",
  icon: Percent,
  group: "links",
  fresh: () => ({ decimals: 1 }),
  Cell,
  Input,
  Settings: NumberSettings,
  toText: (value) => percentText(value),
  width: 88,
  align: "right",
});
