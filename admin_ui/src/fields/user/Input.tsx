import { useState } from "react";
import { Person } from "@/ui/Tag";
import type { InputProps } from "../define";
import { ChoiceInput } from "../shared/ChoiceInput";
import { usePeople } from "../shared/people";
import { idsOf, titleOf } from "../shared/titles";

export function Input({ field, language, expanded, ...rest }: InputProps) {
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
