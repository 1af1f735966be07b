import type { WhyPart } from "./types";

/** The text of a part cut at the fields it reads; spans count from the start of the whole formula. */
export function pieces(part: WhyPart): { text: string; isField: boolean }[] {
  const start = part.span?.start ?? 0;
  const found: { text: string; isField: boolean }[] = [];
  let at = 0;
  const inputs = [...(part.inputs ?? [])].sort((one, other) => one.span.start - other.span.start);
  for (const { span } of inputs) {
    const from = span.start - start;
    const to = span.end - start;
    if (from < at || to > part.text.length) continue;
    if (from > at) found.push({ text: part.text.slice(at, from), isField: false });
    found.push({ text: part.text.slice(from, to), isField: true });
    at = to;
  }
  if (at < part.text.length) found.push({ text: part.text.slice(at), isField: false });
  return found;
}
