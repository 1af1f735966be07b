import { Paperclip } from "lucide-react";
import { defineField } from "../define";
import { type AnySettings, NumberProperty } from "../shared/settings";
import { Cell, filesText } from "./Cell";
import { Input } from "./Input";

function Settings(props: AnySettings) {
  return (
    <>
      <NumberProperty props={props} name="max_files" min={1} max={100} />
      <NumberProperty props={props} name="max_mb" min={0.1} max={1000} />
    </>
  );
}

export const file = defineField({
  type: "file",
  icon: Paperclip,
  group: "files",
  Cell,
  Input,
  Settings,
  toText: filesText,
  width: 180,
});
