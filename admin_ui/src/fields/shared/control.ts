import type { InputProps } from "../define";

/** What an input hands on to the control that it draws: name, focus, state, and the frame that
 * its place asks for. The value and its own sorting of changes are the input's. */
export function control({ id, autoFocus, disabled, status, onBlur, place }: InputProps) {
  const variant = place === "grid" ? ("borderless" as const) : ("outlined" as const);
  return { id, autoFocus, disabled, status, onBlur, variant };
}
