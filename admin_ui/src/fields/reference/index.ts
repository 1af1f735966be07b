import { Link2 } from "lucide-react";
import { defineField } from "../define";
import { idsOf, titleOf } from "../shared/titles";
import { Cell } from "./Cell";
import { Input } from "./Input";
import { Settings } from "./Settings";

export const reference = defineField({
  type: "reference",
  icon: Link2,
  group: "links",
  Cell,
  Input,
  Settings,
  toText: (value, field, around) =>
    idsOf(value)
      .map((id) => titleOf(id, field, around))
      .join("、"),
  width: 160,
});
