import type { Values } from "@/api/types";

/** What a draft would have done with what was recorded: `GET …/backtests/{backtest}`. */
export interface Report {
  since: string;
  until: string;
  events: number;
  records: number;
  seconds: number;
  rules: RuleFinding[];
  fields: FieldFinding[];
  automations: AutomationFinding[];
  limits: LimitFinding[];
  notes: { code: string; message: string }[];
}

export type Change = "new" | "changed" | "gone" | "affected";

export interface Somebody {
  id: string;
  name: string;
}

/** A record that stands for many; `title` null: not for the reader. */
interface Example {
  record: string;
  title: string | null;
  at: string;
}

/** What a rule or a move would have refused. */
export interface RuleFinding {
  table: string;
  kind: "validate" | "required" | "transition" | string;
  key: string;
  label: string;
  change: Change;
  looked_at: number;
  refused: number;
  refused_at_present: number;
  examples: (Example & {
    what: "create" | "update" | "transition" | string;
    by: Somebody | null;
    code: string;
    field: string | null;
    message: string;
  })[];
}

/** How the values of a field would differ. */
export interface FieldFinding {
  table: string;
  field: string;
  label: string;
  type: string;
  change: Change;
  now: Differences;
  then: Differences;
  moves: { from: unknown; to: unknown; count: number }[] | null;
  examples: (Example & { from: unknown; to: unknown })[];
}

export interface Differences {
  records: number;
  same: number;
  up: number;
  down: number;
  filled: number;
  blanked: number;
  other: number;
  mean_at_present: number | null;
  mean_of_draft: number | null;
}

/** A figure of the present version beside that of the draft. */
export interface Compared {
  at_present: number;
  of_draft: number;
}

/** What an automation would have done otherwise. */
export interface AutomationFinding {
  automation: string;
  label: string;
  /** Of the records that it runs for. */
  table: string | null;
  change: Change;
  starts: { same: number; only_draft: number; only_present: number };
  outcomes: { same: number; elsewhere: number };
  assigned: AssignedFinding[];
  told: (Compared & { person: Somebody; by: string })[];
  asked: (Compared & { person: Somebody; by: string })[];
  written: (Compared & { step: string; do: string; table: string })[];
  refused: (Compared & { step: string; do: string; code: string; message: string })[];
  branches: (Compared & { step: string; branch: string })[];
  examples: AutomationExample[];
}

export interface AssignedFinding {
  step: string;
  table: string;
  field: string;
  same: number;
  elsewhere: number;
  only_draft: number;
  only_present: number;
  people: (Compared & { person: Somebody })[];
  moves: { from: Somebody | null; to: Somebody | null; count: number }[];
}

export interface AutomationExample extends Example {
  what: "elsewhere" | "only_draft" | "only_present" | string;
  at_present: Foreseen;
  of_draft: Foreseen;
}

/** What one version does with the example; `trace` null: not for the reader. */
export interface Foreseen {
  starts: boolean;
  assigned: Somebody[] | null;
  told: Somebody[] | null;
  trace: TraceLine[] | null;
}

export interface TraceLine {
  step: string;
  do: string;
  outcome: string;
  branch: string | null;
  values: Values | null;
  note: Values | null;
}

/** How often records would have stayed too long in a state. */
export interface LimitFinding extends Compared {
  table: string;
  field: string;
  state: string;
  label: string;
  /** `over`, or the time before it that is warned of. */
  stage: string;
  change: Change;
  examples: (Example & { what: string })[];
}
