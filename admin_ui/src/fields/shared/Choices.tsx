import { Select } from "antd";
import { useId } from "react";
import type { Choice } from "@/api/types";
import { Person } from "@/ui/Tag";
import { usePeople } from "./people";

/** People by the node that they are to decide in. */
export type Chosen = Record<string, string[]>;

interface Props {
  choices: readonly Choice[];
  chosen: Chosen;
  onChange(chosen: Chosen): void;
  /** What a node's choice is called. */
  say(node: string): string;
}

/** Whom somebody names for the nodes of an approval that leave it to them. */
export function Choices({ choices, chosen, onChange, say }: Props) {
  const name = useId();
  const everybody = usePeople(choices.some(({ among }) => among === null));
  return choices.map(({ node, label, most, among }) => {
    const people = chosen[node] ?? [];
    return (
      <div key={node}>
        <label htmlFor={`${name}-${node}`}>{say(label)}</label>
        <Select<string[] | string>
          id={`${name}-${node}`}
          mode={most > 1 ? "multiple" : undefined}
          maxCount={most > 1 ? most : undefined}
          showSearch={{ optionFilterProp: "title" }}
          loading={among === null && everybody.isLoading}
          style={{ width: "100%" }}
          value={most > 1 ? people : people[0]}
          onChange={(next) => onChange({ ...chosen, [node]: Array.isArray(next) ? next : [next] })}
          options={(among ?? everybody.data ?? []).map((person) => ({
            value: person.id,
            title: person.name,
            label: <Person id={person.id} name={person.name} />,
          }))}
        />
      </div>
    );
  });
}
