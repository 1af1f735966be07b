import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { type Place, useSettled } from "@/formula/server";
import css from "./FormulaEditor.module.css";

interface Found {
  rows: number;
  changed: number | null;
  complete: boolean;
  examples: { id: string; title: string; before: string; after: string }[];
}

const PAUSE_MS = 600;

/** What the text would change in the records there are. */
export function Effect({
  place: { app, table },
  field,
  text,
  isReady,
}: {
  place: Place;
  field: string;
  text: string;
  isReady: boolean;
}) {
  const { t } = useTranslation();
  const settled = useSettled(text, PAUSE_MS);
  const found = useQuery({
    queryKey: ["records", app, table, "effect", field, settled],
    enabled: isReady && settled === text,
    staleTime: 30_000,
    retry: false,
    queryFn: ({ signal }) =>
      post<Found>("/formulas/effect", { app, table, field, text: settled }, { signal }),
  });
  const data = isReady ? found.data : undefined;
  return (
    <section className={css.effect} aria-label={t("formula.effect")}>
      <div className={css.count}>
        <h2>{t("formula.effect")}</h2>
        <p>{data ? sentence(data, t) : t(isReady ? "formula.counting" : "formula.noEffect")}</p>
      </div>
      {data?.examples.map((example) => (
        <div key={example.id} className={css.change}>
          <span title={example.title}>{example.title}</span>
          <b>
            {example.before || t("formula.blank")} → {example.after || t("formula.blank")}
          </b>
        </div>
      ))}
    </section>
  );
}

function sentence(
  { rows, changed, complete }: Found,
  t: (name: string, values: Record<string, unknown>) => string,
): string {
  if (changed === null) return t("formula.otherType", { rows: rows.toLocaleString() });
  return t(complete ? "formula.changed" : "formula.changedAtLeast", {
    rows: rows.toLocaleString(),
    count: changed,
  });
}
