import { lazy, Suspense, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "@/api/queries";
import { useLook } from "@/shell/appearance";
import type { CodeHandle } from "./Code";
import { FormulaText } from "./FormulaText";
import { type Edit, editOf, fixName } from "./fixes";
import css from "./formula.module.css";
import { type DraftedName, judged, suggested } from "./names";
import { completionsAt, type FormulaProblem, type Place, type Use, useChecked } from "./server";

const Code = lazy(() => import("./Code"));
const NO_NAMES: readonly DraftedName[] = [];

export interface FormulaInputProps {
  app: string;
  table: string;
  /** Where the formula stands; the server checks it as such. */
  use: Use;
  value: string;
  onChange(text: string): void;
  /** For screen readers, where no visible label names the input. */
  label: string;
  id?: string;
  placeholder?: string;
  /** Fields of the table that are drafted and not published yet. */
  drafted?: readonly DraftedName[];
  disabled?: boolean;
  autoFocus?: boolean;
  onBlur?(): void;
}

/** A formula in a form: coloured, completed, checked by the server, with proposals to take. */
export function FormulaInput(props: FormulaInputProps) {
  const { app, table, use, value, drafted = NO_NAMES } = props;
  const handle = useRef<CodeHandle>(null);
  const place = useMemo(() => ({ app, table, use }), [app, table, use]);
  const { problems, isWrong } = useProblems(place, value, drafted);
  const complete = useComplete(place, drafted);
  return (
    <div>
      <div className={css.input} data-wrong={isWrong || undefined}>
        <Suspense
          fallback={
            <span className={css.waiting}>
              <FormulaText text={value} />
            </span>
          }
        >
          <Code
            handle={handle}
            value={value}
            onChange={props.onChange}
            complete={complete}
            problems={problems}
            label={props.label}
            id={props.id}
            placeholder={props.placeholder}
            isDisabled={props.disabled}
            autoFocus={props.autoFocus}
            onBlur={props.onBlur}
          />
        </Suspense>
      </div>
      <ProblemLines problems={problems} text={value} onFix={(edit) => handle.current?.edit(edit)} />
    </div>
  );
}

/** What is wrong with a text; nothing while the table is not published and cannot be asked of. */
export function useProblems(place: Place, text: string, drafted: readonly DraftedName[]) {
  const { language } = useLook();
  const model = useApp(place.app, language);
  const isKnown = model.data?.tables.has(place.table) ?? false;
  const { checked, of, isPresent } = useChecked(place, text, isKnown);
  const problems = useMemo(
    () => (isPresent ? judged(checked?.problems ?? [], of, drafted) : NOTHING),
    [checked, of, isPresent, drafted],
  );
  const isWrong = problems.some(({ severity }) => severity === "error");
  return { problems, isWrong, isPresent: isPresent && isKnown, checked };
}
const NOTHING: FormulaProblem[] = [];

/** Completions of the server, and the names that are drafted. */
export function useComplete(place: Place, drafted: readonly DraftedName[]) {
  const { language } = useLook();
  const model = useApp(place.app, language);
  const isKnown = model.data?.tables.has(place.table) ?? false;
  return async (text: string, cursor: number) => [
    ...suggested(text, cursor, drafted),
    ...(isKnown ? await completionsAt(place, text, cursor) : []),
  ];
}

function ProblemLines({
  problems,
  text,
  onFix,
}: {
  problems: readonly FormulaProblem[];
  text: string;
  onFix(edit: Edit): void;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <ul className={css.problems} aria-live="polite">
      {problems.map((problem) => {
        const [first] = problem.replacements;
        return (
          <li
            key={`${problem.code} ${problem.span.start} ${problem.message}`}
            data-severity={problem.severity}
          >
            {problem.message}
            {first && (
              <button type="button" className={css.fix} onClick={() => onFix(editOf(text, first))}>
                {t(fixName(first), { text: first.text })}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
