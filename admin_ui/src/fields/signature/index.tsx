import { Signature } from "lucide-react";
import { defineField } from "../define";
import { file } from "../file";
import { Input } from "./Input";

export const signature = defineField({
  ...file,
  type: "signature",
  icon: Signature,
  Input,
  Settings: undefined,
  width: 110,
});
