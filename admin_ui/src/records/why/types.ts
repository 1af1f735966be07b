/** How a value came about, as `GET …/why` tells it in the reader's language. */
export interface Why {
  field: string;
  label: string;
  kind: string;
  title: string;
  summary: string;
  display: string;
  formula: string | null;
  parts: WhyPart[];
  skipped: { text: string | null; result: string | null }[];
  cause: WhyCause | null;
  move?: { from_label: string | null; to_label: string; label: string | null };
}

export interface WhyPart {
  text: string;
  span?: { start: number; end: number };
  ok?: boolean;
  display: string;
  inputs?: { text: string; span: { start: number; end: number } }[];
}

export interface WhyCause {
  kind: string;
  at: string;
  user: string | null;
  user_name: string | null;
  origin: string;
  reason: string | null;
  changed?: { field: string; label: string }[];
}
