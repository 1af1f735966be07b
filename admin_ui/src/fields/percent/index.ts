import { Percent } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { Cell, percentText } from "./Cell";
import { Input } from "./Input";

export const percent = defineField({
  type: "percent",
  icon: Percent,
  group: "links",
  fresh: () => ({ decimals: 1 }),
  Cell,
  Input,
  Settings: laterSettings(() => import("../number/Settings")),
  toText: (value) => percentText(value),
  width: 88,
  align: "right",
});
