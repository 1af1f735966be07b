import { Select } from "antd";
import { CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Finding } from "@/api/types";
import css from "./PlanReview.module.css";
import { TREATMENTS, type Treatment, type Treatments, waitingOf } from "./waiting";

/** What the plan meets: records that it breaks, runs that wait. What becomes of those is chosen. */
export function Findings({
  findings,
  treatments,
  onTreat,
}: {
  findings: readonly Finding[];
  treatments: Treatments;
  onTreat(automation: string, treatment: Treatment | null): void;
}) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <section className={css.part}>
      <h3>{t("builder.findings")}</h3>
      <ul>
        {findings.map((finding) => {
          const automation = waitingOf(finding);
          return (
            <li key={finding.code} className={finding.blocks ? css.problem : css.finding}>
              {finding.blocks && <CircleX size={14} aria-hidden="true" />}
              <span>{finding.sentence}</span>
              {automation && (
                <Select<Treatment | "finish">
                  aria-label={finding.sentence}
                  value={treatments[automation] ?? "finish"}
                  onChange={(next) => onTreat(automation, next === "finish" ? null : next)}
                  options={(["finish", ...TREATMENTS] as const).map((value) => ({
                    value,
                    label: t(`builder.waiting.${value}`),
                  }))}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
