import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/client";
import type { Problem } from "@/api/errors";
import { draftedNames } from "@/formula/names";
import type { AppModel, AutomationDocument, Kind, KindDocuments } from "@/metadata/types";
import { type Label, labelText, t } from "@/text/t";
import { type Draft, drafted, nameOf, useDraft, useDrafts } from "../draft";
import { documentOf } from "../plan/places";
import { usePlan } from "../plan/usePlan";
import type { Around } from "../properties/around";
import type { Part } from "../properties/spec";
import { draftedRoles } from "../roles/powers";
import { allSteps } from "./tree";

/** The documents of one kind as the draft has them, by key. */
export function draftedAll<K extends Kind>(
  draft: Draft | undefined,
  kind: K,
  published: ReadonlyMap<string, KindDocuments[K]>,
): KindDocuments[K][] {
  const fresh = Object.keys(draft?.changed ?? {}).flatMap((name) =>
    name.startsWith(`${kind}/`) ? [name.slice(kind.length + 1)] : [],
  );
  return [...new Set([...published.keys(), ...fresh])].flatMap(
    (key) => drafted(draft, kind, key, published.get(key) ?? null) ?? [],
  );
}

/** What the plan says against one document of the draft. */
export function useProblemsOf(model: AppModel, kind: Kind, key: string): readonly Problem[] {
  const plan = usePlan(useDraft(model.key)?.draft, model.revision);
  return useMemo(
    () =>
      [...(plan.data?.problems ?? []), ...(plan.data?.warnings ?? [])].filter(
        (problem) => documentOf(problem)?.name === nameOf(kind, key),
      ),
    [plan.data, kind, key],
  );
}

/** An automation being edited; null: there is none with this key. */
export function useAutomation(model: AppModel, key: string) {
  const draft = useDraft(model.key)?.draft;
  const document = drafted(draft, "automation", key, model.automations.get(key) ?? null);
  const problems = useProblemsOf(model, "automation", key);
  const put = (next: Part, about?: string) =>
    useDrafts
      .getState()
      .change(
        model,
        { [nameOf("automation", key)]: next as unknown as AutomationDocument },
        about && `automation ${key} ${about}`,
      );
  const table = document ? tableOf(document) : null;
  const around = useAroundOf(model, draft, document, table, problems);
  return { document, table, problems, around, put, isNew: !model.automations.has(key) };
}

/** The table whose records the automation runs for. */
export function tableOf(document: AutomationDocument): string | null {
  const table = "table" in document.on ? document.on.table : null;
  return table ?? null;
}

function useAroundOf(
  model: AppModel,
  draft: Draft | undefined,
  document: AutomationDocument | null,
  table: string | null,
  problems: readonly Problem[],
): Around {
  const channels = useChannels();
  return useMemo(() => {
    const own = model.tables.get(table ?? "");
    const machines = own?.document.state_machines ?? [];
    const steps = allSteps((document?.steps ?? []) as unknown as Part[]);
    return {
      model,
      table,
      names: own ? draftedNames(model, own.document) : [],
      problems,
      choices: {
        automation: named(draftedAll(draft, "automation", model.automations)),
        approval: named(draftedAll(draft, "approval", model.approvals)),
        connector: named(draftedAll(draft, "connector", model.connectors)),
        role: named(draftedRoles(draft, model)),
        state: named(machines.flatMap(({ states }) => states)),
        move: named(machines.flatMap(({ transitions }) => transitions ?? [])),
        view: named([...model.views.values()].filter((view) => view.table === table)),
        step: steps.flatMap(({ key }) => (key ? [{ value: String(key), label: String(key) }] : [])),
        channel: channels.map(({ key, kind }) => ({ value: key, label: channelName(key, kind) })),
      },
    };
  }, [model, draft, document, table, problems, channels]);
}

interface Channel {
  key: string;
  kind: string;
}

const INBOX: readonly Channel[] = [{ key: "inbox", kind: "inbox" }];

/** The ways to reach people: in the product, and by the channels that the settings hold. */
function useChannels(): readonly Channel[] {
  const found = useQuery({
    queryKey: ["settings", "channels by name"],
    queryFn: () => get<{ channels: Channel[] }>("/channels"),
  }).data?.channels;
  return useMemo(() => [...INBOX, ...(found ?? [])], [found]);
}

function channelName(key: string, kind: string): string {
  const label = t(`automations.channels.${kind}`, { defaultValue: kind });
  return key === kind ? label : `${label} ${key}`;
}

const named = (items: Iterable<{ key: string; label: Label }>) =>
  [...items].map(({ key, label }) => ({ value: key, label: labelText(label) || key }));
