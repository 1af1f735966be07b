import type { Field, Option } from "@/metadata/types";

/** What is chosen, in its order. */
export const valuesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** The option that a value stands for, if it is there still. */
export const optionOf = (field: Field, value: string): Option | undefined =>
  field.options.find((option) => option.value === value);
