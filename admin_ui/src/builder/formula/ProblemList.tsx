import { Button } from "antd";
import { CircleAlert, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { unitsOf } from "@/formula/codePoints";
import { type Edit, editOf, fixName, lineOf } from "@/formula/fixes";
import type { FormulaProblem } from "@/formula/server";
import { Tag } from "@/ui/Tag";
import css from "./FormulaEditor.module.css";

/** Everything that is wrong, each with what would mend it. */
export function ProblemList({
  text,
  problems,
  onShow,
  onFix,
  onFixAll,
}: {
  text: string;
  problems: readonly FormulaProblem[];
  onShow(place: number): void;
  onFix(edit: Edit): void;
  onFixAll(): void;
}) {
  const { t } = useTranslation();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const mendable = problems.filter(({ replacements }) => replacements.length > 0).length;
  return (
    <section className={css.problems} aria-label={t("formula.problems")}>
      <header>
        <h2>{t("formula.problems")}</h2>
        {errors > 0 && <Tag color="red">{t("formula.errors", { count: errors })}</Tag>}
        {problems.length > errors && (
          <Tag color="yellow">{t("formula.doubts", { count: problems.length - errors })}</Tag>
        )}
        {problems.length === 0 && <span className={css.quiet}>{t("formula.noProblems")}</span>}
        {mendable > 1 && (
          <Button type="link" size="small" onClick={onFixAll}>
            {t("formula.fixAll")}
          </Button>
        )}
      </header>
      <ul>
        {problems.map((problem) => {
          const [first] = problem.replacements;
          const Icon = problem.severity === "error" ? CircleX : CircleAlert;
          return (
            <li key={`${problem.code} ${problem.span.start} ${problem.message}`}>
              <button
                type="button"
                className={css.problem}
                data-severity={problem.severity}
                onClick={() => onShow(unitsOf(text, problem.span.start))}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                <span className={css.quiet}>
                  {t("formula.line", { line: lineOf(text, problem.span.start) })}
                </span>
                <span>{problem.message}</span>
              </button>
              {first && (
                <Button type="link" size="small" onClick={() => onFix(editOf(text, first))}>
                  {t(fixName(first), { text: first.text })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
