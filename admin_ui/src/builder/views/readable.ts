import { useState } from "react";
import { type Use, useChecked } from "@/formula/server";
import type { Table } from "@/metadata/types";

/** The formula as the server can read it by what is published: what is half typed waits. */
export function useReadable(table: Table, text: string | null | undefined, use: Use): string {
  const written = text ?? "";
  const { checked, isPresent } = useChecked(
    { app: table.app, table: table.key, use },
    written,
    true,
  );
  const [last, keep] = useState("");
  const isRight =
    isPresent && checked?.problems.every(({ severity }) => severity !== "error") === true;
  const readable = written.trim() === "" ? "" : isRight ? written : last;
  if (readable !== last) keep(readable);
  return readable;
}

/** The keys to sort by that are published. */
export const readableSort = (table: Table, sort: readonly string[] | undefined): string[] =>
  (sort ?? []).filter((key) => table.fields.has(key.replace(/^-/, "")));
