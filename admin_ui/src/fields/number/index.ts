import { Hash } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { type Exact, grouped } from "../shared/numbers";
import { Cell } from "./Cell";
import { Input } from "./Input";

export const number = defineField({
  type: "number",
  icon: Hash,
  group: "common",
  fresh: () => ({ decimals: 2 }),
  Cell,
  Input,
  Settings: laterSettings(() => import("./Settings")),
  toText: (value) => (value == null ? "" : grouped(value as Exact)),
  width: 100,
  align: "right",
});
