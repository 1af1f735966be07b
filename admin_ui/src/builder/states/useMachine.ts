import { useMemo } from "react";
import type { Problem } from "@/api/errors";
import { draftedNames } from "@/formula/names";
import type { AppModel, RoleDocument, StateMachineDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { type Label, labelText, t } from "@/text/t";
import { type Changed, type Draft, drafted, nameOf, useDraft, useDrafts } from "../draft";
import { draftedModel } from "../draftedModel";
import { inBoth } from "../made";
import { documentOf } from "../plan/places";
import { usePlan } from "../plan/usePlan";
import type { Around } from "../properties/around";
import { draftedRoles } from "../roles/powers";
import { spell, spelling } from "../spelling";
import { goneMoves, rolesWithout, withMachine } from "./machine";

/** A state machine being drawn: its document, and the ways it is changed. */
export interface Design {
  model: AppModel;
  table: string;
  document: TableDocument;
  machine: StateMachineDocument | null;
  /** What is published already: records may be in these states. */
  published: ReadonlySet<string>;
  roles: RoleDocument[];
  around: Around;
  pointer: string;
  put(next: StateMachineDocument | null, about?: string, more?: Changed): void;
  /** The same, where moves are gone: roles name them no more. */
  putWithout(next: StateMachineDocument): void;
  putRole(role: RoleDocument): void;
  /** Two states to start with, on this state field or on a new one. */
  begin(field: string | null): void;
  /** A key by the server's spelling, once the label is known. */
  keyFor(kind: "state" | "transition" | "phase", label: string): Promise<string>;
}

export function useMachine(model: AppModel, table: string, field: string | null): Design {
  const draft = useDraft(model.key)?.draft;
  const plan = usePlan(draft, model.revision);
  const before = model.tables.get(table)?.document ?? null;
  const document = drafted(draft, "table", table, before) as TableDocument;
  const machines = document.state_machines ?? [];
  const index = Math.max(
    0,
    machines.findIndex((each) => each.field === field),
  );
  const machine = machines[index] ?? null;
  const published = new Set(
    before?.state_machines
      ?.find((each) => each.field === machine?.field)
      ?.states.map(({ key }) => key),
  );
  const put = (next: TableDocument, about?: string, more: Changed = {}) =>
    useDrafts.getState().change(model, { [nameOf("table", table)]: next, ...more }, about);
  const problems = [...(plan.data?.problems ?? []), ...(plan.data?.warnings ?? [])].filter(
    (problem) => documentOf(problem)?.name === nameOf("table", table),
  );
  return {
    model,
    table,
    document,
    machine,
    published,
    roles: draftedRoles(draft, model),
    around: useAroundOf(model, draft, document, machine, problems),
    pointer: `/state_machines/${index}`,
    put: (next, about, more) =>
      put(withMachine(document, machine?.field ?? "", next), about && `states ${about}`, more),
    putWithout: (next) => {
      const gone = goneMoves(machine, next);
      const roles = draftedRoles(draft, model);
      put(
        withMachine(document, next.field, next),
        undefined,
        rolesWithout(roles, { app: model.key, table }, gone),
      );
    },
    putRole: (role) => useDrafts.getState().change(model, { [nameOf("role", role.key)]: role }),
    begin: (bare) => put(withStates(document, bare)),
    keyFor: (kind, label) => {
      const taken = (machine?.[`${kind}s`] ?? []).map((each) => each.key);
      // A phase is spelled as the states are that it holds.
      const spelled = spell(kind === "phase" ? "state" : kind, [label], taken);
      return spelling(spelled).then(([key]) => key ?? label);
    },
  };
}

function useAroundOf(
  model: AppModel,
  draft: Draft | undefined,
  document: TableDocument,
  machine: StateMachineDocument | null,
  problems: readonly Problem[],
): Around {
  const { language } = useLook();
  return useMemo(() => {
    const named = (items: Iterable<{ key: string; label: Label }>) =>
      [...items].map(({ key, label }) => ({ value: key, label: labelText(label) || key }));
    return {
      model: draftedModel(model, draft, language),
      table: document.key,
      names: draftedNames(model, document),
      problems,
      choices: {
        automation: named(model.automations.values()),
        approval: named(model.approvals.values()),
        state: named(machine?.states ?? []),
        phase: named(machine?.phases ?? []),
      },
    };
  }, [model, draft, language, document, machine, problems]);
}

/** The table with a machine of two states and a move between them. */
function withStates(table: TableDocument, bare: string | null): TableDocument {
  const taken = new Set(table.fields?.map(({ key }) => key));
  const field = bare ?? ["status", "stage", "state"].find((key) => !taken.has(key)) ?? "status_1";
  const fresh = { key: field, type: "state", label: inBoth("states.made.field") } as const;
  const machine = {
    field,
    initial: "open",
    states: [
      { key: "open", label: inBoth("states.made.open"), color: "blue" },
      { key: "done", label: inBoth("states.made.done"), color: "green" },
    ],
    transitions: [
      { key: "finish", label: inBoth("states.made.finish"), from: ["open"], to: "done" },
    ],
  } as StateMachineDocument;
  const fields = bare ? table.fields : [...(table.fields ?? []), fresh];
  return withMachine({ ...table, fields } as TableDocument, field, machine);
}

/** The name of a state or move that is new: 新状态 2. */
export const nthName = (kind: "state" | "move" | "phase", count: number): string =>
  t(`states.new_.${kind}`, { at: count });
