import { useCallback, useEffect, useRef, useState } from "react";
import { post } from "@/api/client";
import { tablePath, useMe } from "@/api/queries";
import type { Draft, Values } from "@/api/types";
import type { Table } from "@/metadata/types";
import { type Trouble, troubleOf } from "./trouble";

const PAUSE_MS = 150;
const AGAIN_MS = 3_000;

/** What the server says of the values so far: what to show, what is needed, what is wrong. Asked
 * while typing, and again when it could not be asked, until it answers. */
export function useDraft(table: Table, id: string | null, typed: Values, pulse: number) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [judged, setJudged] = useState<Values>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const asked = useRef(0);
  const latest = useRef(typed);
  latest.current = typed;
  const path = tablePath(table.app, table.key);
  const meAt = useMe().dataUpdatedAt;

  const ask = useCallback(async (): Promise<Draft> => {
    const mine = ++asked.current;
    const values = latest.current;
    const body = { values, ...(id === null ? {} : { id }) };
    try {
      const answer = await post<Draft>(`${path}/draft`, body);
      if (mine === asked.current) {
        setDraft(answer);
        setJudged(values);
        setTrouble(null);
      }
      return answer;
    } catch (error) {
      if (mine === asked.current) setTrouble(troubleOf(error));
      throw error;
    }
  }, [path, id]);

  const isFirst = draft === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever anything typed, the record, the table, or who I am has changed
  useEffect(() => {
    const timer = setTimeout(() => void ask().catch(() => undefined), isFirst ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, pulse, meAt, table, ask]);

  const isOffline = trouble?.kind === "offline";
  useEffect(() => {
    if (!isOffline) return;
    const again = () => void ask().catch(() => undefined);
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [isOffline, ask]);

  return { draft, judged, trouble, ask, setTrouble };
}
