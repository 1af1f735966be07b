import type { Values } from "@/api/types";
import type { Line } from "./runs";

/** One visit of a step: what came of it, and every attempt. */
export interface Visit {
  number: number;
  last: Line;
  attempts: Line[];
}

/** The lines of a trace by visit, in the order in which they happened. */
export function visitsOf(lines: readonly Line[]): Visit[] {
  const visits: Visit[] = [];
  for (const line of lines) {
    const visit = visits.at(-1);
    if (visit && visit.number === line.number && visit.last.step === line.step) {
      visit.attempts.push(line);
      visit.last = line;
    } else visits.push({ number: line.number, last: line, attempts: [line] });
  }
  return visits;
}

/** How long all attempts took. */
export function milliseconds(visit: Visit): number {
  const all = visit.attempts.reduce((sum, each) => sum + each.milliseconds, 0);
  return Math.round(all);
}

/** A value of the trace as one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(valueText).join("、");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What the steps gave, by `key` or `key.part`, as later steps read it. */
export function variablesOf(lines: readonly Line[]): Values {
  const variables: Values = {};
  for (const { step, values } of lines)
    for (const [part, value] of Object.entries(values ?? {}))
      variables[part === "" ? step : `${step}.${part}`] = value;
  return variables;
}

/** The people that the last step asked, by id: they stand in a note of its present visit. */
export function askedPeople(lines: readonly Line[]): string[] {
  const visit = visitsOf(lines).at(-1);
  const people = visit?.attempts.findLast((line) => line.note?.people)?.note?.people;
  return Array.isArray(people) ? people.map(String) : [];
}
