/** The ten colours of options, states and apps; hex values stand in ui/tokens.css alone. */
export const COLORS = [
  "grey",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "indigo",
  "purple",
  "pink",
] as const;
export type Color = (typeof COLORS)[number];
