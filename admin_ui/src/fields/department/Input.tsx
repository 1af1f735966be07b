import { useState } from "react";
import type { InputProps } from "../define";
import { ChoiceInput } from "../shared/ChoiceInput";
import { useDepartments } from "../shared/people";
import { idsOf, titleOf } from "../shared/titles";

export function Input({ field, language, expanded, ...rest }: InputProps) {
  const [isOpen, open] = useState(false);
  const departments = useDepartments(isOpen);
  const known = idsOf(rest.value).map((id) => ({
    id,
    name: titleOf(id, field, { language, expanded }),
  }));
  const all = [
    ...new Map([...known, ...(departments.data ?? [])].map((each) => [each.id, each])).values(),
  ];
  return (
    <ChoiceInput
      {...rest}
      label={field.label}
      isLoading={isOpen && departments.isLoading}
      onOpen={() => open(true)}
      choices={all.map((each) => ({ value: each.id, title: each.name, label: each.name }))}
    />
  );
}
