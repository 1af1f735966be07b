import { Hash } from "lucide-react";
import { defineField } from "../define";
import { type Exact, grouped } from "../shared/numbers";
import { NumberSettings } from "../shared/settings";
import { Cell } from "./Cell";
import { Input } from "./Input";

export const number = defineField({
  type: "number",
  icon: Hash,
  group: "common",
  fresh: () => ({ decimals: 2 }),
  Cell,
  Input,
  Settings: NumberSettings,
  toText: (value) => (value == null ? "" : grouped(value as Exact)),
  width: 100,
  align: "right",
});
