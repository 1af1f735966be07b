import { CircleDollarSign } from "lucide-react";
import { defineField } from "../define";
import { Cell, moneyText } from "./Cell";
import { Input } from "./Input";
import { Settings } from "./Settings";

export const money = defineField({
  type: "money",
  icon: CircleDollarSign,
  group: "common",
  fresh: () => ({ currency: "CNY" }),
  Cell,
  Input,
  Settings,
  toText: (value, field) => moneyText(value, field),
  width: 110,
  align: "right",
});
