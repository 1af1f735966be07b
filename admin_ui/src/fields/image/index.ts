import { Image } from "lucide-react";
import { defineField } from "../define";
import { file } from "../file";

export const image = defineField({ ...file, type: "image", icon: Image, width: 110 });
