import { CircleDollarSign } from "lucide-react";
import { defineField } from "../define";
import { laterSettings } from "../shared/later";
import { Cell, moneyText } from "./Cell";
import { Input } from "./Input";

export const money = defineField({
  type: "money",
  icon: CircleDollarSign,
  group: "common",
  fresh: () => ({ currency: "CNY" }),
  Cell,
  Input,
  Settings: laterSettings(() => import("./Settings")),
  toText: (value, field) => moneyText(value, field),
  width: 110,
  align: "right",
});
