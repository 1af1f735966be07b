import { Link2 } from "lucide-react";
import { defineField } from "../define";
import { later, laterSettings } from "../shared/later";
import { idsOf, titleOf } from "../shared/titles";
import { Cell } from "./Cell";

export const reference = defineField({
  type: "reference",
  icon: Link2,
  group: "links",
  Cell,
  Input: later(() => import("./Input")),
  Settings: laterSettings(() => import("./Settings")),
  toText: (value, field, around) =>
    idsOf(value)
      .map((id) => titleOf(id, field, around))
      .join("、"),
  width: 160,
});
