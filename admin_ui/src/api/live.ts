import { useEffect, useSyncExternalStore } from "react";
import { address } from "./client";
import { keys, queryClient } from "./queries";

/** What the server hints at: "changed, ask again", never values. */
interface Hint {
  topic: string;
}

const wanted = new Map<string, number>();
const listeners = new Set<() => void>();
let source: EventSource | null = null;
let isConnected = false;
/** What is heard of already. */
let heard: ReadonlySet<string> = new Set();
let reopening: ReturnType<typeof setTimeout> | undefined;

/** While the component is on the screen, changes of these topics refresh what it shows. */
export function useLive(...topics: string[]): void {
  const names = topics.join(" ");
  useEffect(() => {
    const mine = names.split(" ").filter(Boolean);
    for (const topic of mine) wanted.set(topic, (wanted.get(topic) ?? 0) + 1);
    reopen();
    return () => {
      for (const topic of mine) {
        const left = (wanted.get(topic) ?? 1) - 1;
        if (left > 0) wanted.set(topic, left);
        else wanted.delete(topic);
      }
      reopen();
    };
  }, [names]);
}

/** Whether hints arrive at present: a form says so when they do not. */
export function useConnected(): boolean {
  return useSyncExternalStore(subscribe, () => isConnected);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setConnected(next: boolean): void {
  if (next === isConnected) return;
  isConnected = next;
  for (const listener of listeners) listener();
}

/** One stream for all topics; opened anew a moment after the topics changed. */
function reopen(): void {
  clearTimeout(reopening);
  reopening = setTimeout(() => {
    source?.close();
    source = null;
    if (wanted.size === 0) return;
    const topics = [...wanted.keys()].sort();
    source = new EventSource(address("/live", { topics: topics.join(",") }));
    source.onopen = () => {
      // What changed while nobody listened is not known: ask for everything in sight.
      if (!isConnected) void queryClient.invalidateQueries({ refetchType: "active" });
      // What goes on by itself may have gone on since it was read.
      else
        for (const topic of topics) if (isUnderWay(topic) && !heard.has(topic)) refresh({ topic });
      heard = new Set(topics);
      setConnected(true);
    };
    source.onerror = () => setConnected(false);
    source.addEventListener("changed", (event) => refresh(JSON.parse(event.data) as Hint));
  }, 50);
}

const isUnderWay = (topic: string): boolean => /^(run|approval):/.test(topic);

/** `table:crm.lead`, `record:crm.lead:17`, `app:crm`, `run:17`, `approval:17`, `todos`, `inbox` and
 * `me` are topics. */
export function refresh({ topic }: Hint): void {
  const [kind, name = "", id = ""] = topic.split(":");
  const [app = "", table = ""] = name.split(".");
  if (kind === "table") void queryClient.invalidateQueries({ queryKey: keys.table(app, table) });
  else if (kind === "record")
    void queryClient.invalidateQueries({ queryKey: keys.record(app, table, id) });
  else if (kind === "app") {
    void queryClient.invalidateQueries({ queryKey: keys.app(name) });
    void queryClient.invalidateQueries({ queryKey: ["records", name] });
  } else if (kind === "run" || kind === "approval")
    void queryClient.invalidateQueries({ queryKey: [`${kind}s`, "one", name] });
  else if (kind === "todos") {
    for (const queryKey of [["todos"], ["approvals"], ["waiting"]])
      void queryClient.invalidateQueries({ queryKey });
  } else if (kind === "inbox") {
    for (const queryKey of [["inbox"], ["waiting"], ["approvals"]])
      void queryClient.invalidateQueries({ queryKey });
  } else if (kind === "me") void queryClient.invalidateQueries();
}
