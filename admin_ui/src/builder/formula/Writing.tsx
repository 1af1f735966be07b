import { Button } from "antd";
import { CircleX, WandSparkles } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { CodeHandle } from "@/formula/Code";
import type { Complete } from "@/formula/completing";
import type { useProblems } from "@/formula/FormulaInput";
import { FormulaText } from "@/formula/FormulaText";
import { editOf, fixName } from "@/formula/fixes";
import { useFunctions } from "@/formula/server";
import { callAt } from "@/formula/tokens";
import css from "./FormulaEditor.module.css";

const Code = lazy(() => import("@/formula/Code"));
/** The types that are said; of others the server's name would tell nobody anything. */
const TYPES = ["number", "text", "boolean", "date", "datetime", "duration", "money", "select"];
const KEYS = navigator.platform.startsWith("Mac") ? "⌘ ." : "Ctrl .";

/** The text itself, the first proposal beside it, and what the function at the cursor takes. */
export function Writing({
  handle,
  text,
  cursor,
  found,
  complete,
  onChange,
  onCursor,
}: {
  handle: React.RefObject<CodeHandle | null>;
  text: string;
  cursor: number;
  found: ReturnType<typeof useProblems>;
  complete: Complete;
  onChange(text: string): void;
  onCursor(place: number): void;
}) {
  const { t } = useTranslation();
  const hit = found.problems.find(({ replacements }) => replacements.length > 0);
  const [first] = hit?.replacements ?? [];
  const gives = TYPES.find((type) => type === found.checked?.type);
  return (
    <>
      <div className={css.bar}>
        <span>{t("formula.computedWhen")}</span>
        {gives && !found.isWrong && (
          <span className={css.type}>
            {t("formula.gives", { type: t(`formula.types.${gives}`) })}
          </span>
        )}
      </div>
      <div className={css.writing}>
        <Suspense
          fallback={
            <div className={css.waiting}>
              <FormulaText text={text} />
            </div>
          }
        >
          <Code
            handle={handle}
            isPage
            autoFocus
            value={text}
            onChange={onChange}
            onCursor={onCursor}
            complete={complete}
            problems={found.problems}
            label={t("formula.formula")}
          />
        </Suspense>
        {hit && first && (
          <div className={css.fixBox}>
            <CircleX size={16} strokeWidth={1.75} aria-hidden="true" />
            <span>{hit.message}</span>
            <Button
              type="primary"
              size="small"
              icon={<WandSparkles size={14} aria-hidden="true" />}
              onClick={() => handle.current?.edit(editOf(text, first))}
            >
              {t(fixName(first), { text: first.text })}
            </Button>
            <kbd>{KEYS}</kbd>
          </div>
        )}
      </div>
      <Signature text={text} cursor={cursor} />
    </>
  );
}

/** The function around the cursor, the argument that is being written underlined. */
function Signature({ text, cursor }: { text: string; cursor: number }) {
  const { t } = useTranslation();
  const groups = useFunctions();
  const call = callAt(text, cursor);
  const name = call?.name.toUpperCase();
  const known = groups.data
    ?.flatMap(({ functions }) => functions)
    .find((each) => each.name === name || each.aliases.includes(call?.name ?? ""));
  if (!call || !known) return <div className={css.signature}>{t("formula.noCall")}</div>;
  const at = Math.min(call.argument, known.parameters.length - 1);
  const [example] = known.examples;
  return (
    <div className={css.signature} aria-live="polite">
      <code>
        <b>{known.name}</b>(
        {known.parameters.map((parameter, index) => (
          <span key={parameter.name}>
            {index > 0 && ", "}
            <span className={index === at ? css.here : undefined}>
              {parameter.name}
              {parameter.repeats ? "…" : parameter.optional ? "?" : ""}
            </span>
          </span>
        ))}
        )
      </code>
      <span className={css.about} title={known.text}>
        {known.text}
      </span>
      {example && (
        <span className={css.example}>
          {t("formula.example")} <code>{example.text}</code> →{" "}
          {example.result || t("formula.blank")}
        </span>
      )}
    </div>
  );
}
