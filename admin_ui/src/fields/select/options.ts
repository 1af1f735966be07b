import type { Properties } from "../shared/settings";

/** Three options to be named: what somebody who drags a select expects first. */
export const freshOptions = (text: (name: string) => string): Properties => ({
  options: (["red", "yellow", "green"] as const).map((color, index) => ({
    value: `option_${index + 1}`,
    label: text(`fields.option${index + 1}`),
    color,
  })),
});

/** Whether what was typed is part of an option's label. */
export const matches = (typed: string, option?: { title?: string }): boolean =>
  (option?.title ?? "").toLowerCase().includes(typed.trim().toLowerCase());
