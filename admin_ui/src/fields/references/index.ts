import { Waypoints } from "lucide-react";
import { defineField } from "../define";
import { reference } from "../reference";

export const references = defineField({
  ...reference,
  type: "references",
  icon: Waypoints,
  group: null,
  width: 200,
});
