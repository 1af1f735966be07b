import { CircleCheck, CircleDashed, CircleSlash, CircleX, LoaderCircle } from "lucide-react";
import type { RunState } from "./runs";
import css from "./runs.module.css";

const MARKS = {
  queued: CircleDashed,
  running: LoaderCircle,
  waiting: CircleDashed,
  done: CircleCheck,
  dead: CircleX,
  cancelled: CircleSlash,
} as const;

/** How a run stands, as a small sign. */
export function RunMark({ state }: { state: RunState }) {
  const Mark = MARKS[state];
  return (
    <Mark className={css.mark} data-state={state} size={16} strokeWidth={1.75} aria-hidden="true" />
  );
}
