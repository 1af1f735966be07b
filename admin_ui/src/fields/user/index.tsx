import { UserRound } from "lucide-react";
import { useState } from "react";
import { Person } from "@/ui/Tag";
import { type CellProps, defineField, type InputProps } from "../define";
import { ChoiceInput } from "../shared/ChoiceInput";
import css from "../shared/cells.module.css";
import { usePeople } from "../shared/people";
import { idsOf, titleOf } from "../shared/titles";

function Cell({ field, value, place, ...around }: CellProps) {
  const ids = idsOf(value);
  if (ids.length === 0) return null;
  return (
    <span className={place === "page" ? css.wrapping : css.line}>
      {ids.map((id) => (
        <Person key={id} id={id} name={titleOf(id, field, around)} />
      ))}
    </span>
  );
}

function Input({ field, language, expanded, ...rest }: InputProps) {
  const [isOpen, open] = useState(false);
  const people = usePeople(isOpen);
  const known = idsOf(rest.value).map((id) => ({
    id,
    name: titleOf(id, field, { language, expanded }),
  }));
  const all = [
    ...new Map([...known, ...(people.data ?? [])].map((person) => [person.id, person])).values(),
  ];
  return (
    <ChoiceInput
      {...rest}
      label={field.label}
      isMany={field.type === "users"}
      isLoading={isOpen && people.isLoading}
      onOpen={() => open(true)}
      choices={all.map((person) => ({
        value: person.id,
        title: person.name,
        label: <Person id={person.id} name={person.name} />,
      }))}
    />
  );
}

export const user = defineField({
  type: "user",
  icon: UserRound,
  group: "common",
  Cell,
  Input,
  toText: (value, field, around) =>
    idsOf(value)
      .map((id) => titleOf(id, field, around))
      .join("、"),
  width: 110,
});
