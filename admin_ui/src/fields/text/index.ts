import { Type } from "lucide-react";
import { defineField } from "../define";
import { Cell } from "./Cell";
import { Input } from "./Input";

export const text = defineField({
  type: "text",
  icon: Type,
  group: "common",
  Cell,
  Input,
  toText: (value) => String(value ?? ""),
  width: 160,
});
