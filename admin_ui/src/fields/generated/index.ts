import { Fingerprint } from "lucide-react";
import { defineField } from "../define";
import { formula } from "../formula";

export const generated = defineField({
  ...formula,
  type: "generated",
  icon: Fingerprint,
  group: null,
  width: 140,
});
