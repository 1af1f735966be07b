import type { Field } from "@/metadata/types";

/** The fields of a card by their place on it. */
export interface CardParts {
  /** Below the name: the company, the contact. */
  second: Field | null;
  /** Large at the left, and soft at the right. */
  figure: Field | null;
  tag: Field | null;
  person: Field | null;
  /** The others, each with its label. */
  rest: Field[];
}

const SECOND = new Set(["reference", "text"]);
const FIGURES = new Set(["money", "number", "integer", "percent"]);
const TAGS = new Set(["select", "multi_select"]);

/** The first field of each sort takes the place of its sort. */
export function partsOf(fields: readonly Field[]): CardParts {
  const first = (types: ReadonlySet<string>) =>
    fields.find((field) => types.has(field.type)) ?? null;
  const placed = {
    second: first(SECOND),
    figure: first(FIGURES),
    tag: first(TAGS),
    person: first(new Set(["user"])),
  };
  const taken = new Set(Object.values(placed));
  return { ...placed, rest: fields.filter((field) => !taken.has(field)) };
}
