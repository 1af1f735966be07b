import { Select } from "antd";
import { usePeople } from "@/fields/shared/people";
import { Person } from "@/ui/Tag";

/** People by their names. */
export function PeopleSelect({
  id,
  isMany,
  value,
  onChange,
}: {
  id: string;
  isMany: boolean;
  value: string[];
  onChange(people: string[]): void;
}) {
  const people = usePeople();
  return (
    <Select<string[] | string>
      id={id}
      mode={isMany ? "multiple" : undefined}
      showSearch={{ optionFilterProp: "title" }}
      loading={people.isLoading}
      value={isMany ? value : value[0]}
      onChange={(next) => onChange(Array.isArray(next) ? next : [next])}
      options={(people.data ?? []).map((person) => ({
        value: person.id,
        title: person.name,
        label: <Person id={person.id} name={person.name} />,
      }))}
    />
  );
}
