import { UsersRound } from "lucide-react";
import { defineField } from "../define";
import { user } from "../user";

export const users = defineField({
  ...user,
  type: "users",
  icon: UsersRound,
  group: null,
  width: 160,
});
