import { useMemo, useRef, useState } from "react";
import type { CodeHandle } from "@/formula/Code";
import { useComplete, useProblems } from "@/formula/FormulaInput";
import { mended } from "@/formula/fixes";
import { draftedNames } from "@/formula/names";
import type { Place } from "@/formula/server";
import type { AppModel, TableDocument } from "@/metadata/types";
import { Effect } from "./Effect";
import css from "./FormulaEditor.module.css";
import type { ComputedField } from "./FormulaPage";
import { Names } from "./Names";
import { ProblemList } from "./ProblemList";
import { Sample } from "./Sample";
import { Writing } from "./Writing";

/** Names left, the text with its problems in the middle, its value on a record right. */
export function FormulaEditor({
  model,
  document,
  field,
  onChange,
}: {
  model: AppModel;
  document: TableDocument;
  field: ComputedField;
  onChange(formula: string): void;
}) {
  const handle = useRef<CodeHandle>(null);
  const [cursor, moveTo] = useState(0);
  const { key: app } = model;
  const use = field.type === "generated" ? "id" : "field";
  const place: Place = useMemo(() => ({ app, table: document.key, use }), [app, document.key, use]);
  const names = useMemo(() => draftedNames(model, document), [model, document]);
  const text = field.formula;
  const found = useProblems(place, text, names);
  const complete = useComplete(place, names);
  const published = model.tables
    .get(document.key)
    ?.document.fields?.find((each) => each.key === field.key);
  const before = published && "formula" in published ? published.formula : null;
  return (
    <div className={css.panes}>
      <Names
        place={place}
        model={model}
        onInsert={(name, back) => handle.current?.insert(name, back)}
      />
      <div className={css.middle}>
        <Writing
          handle={handle}
          text={text}
          cursor={cursor}
          found={found}
          complete={complete}
          onChange={onChange}
          onCursor={moveTo}
        />
        <ProblemList
          text={text}
          problems={found.problems}
          onShow={(at) => handle.current?.show(at)}
          onFix={(edit) => handle.current?.edit(edit)}
          onFixAll={() =>
            handle.current?.edit({
              from: 0,
              to: text.length,
              insert: mended(text, found.problems),
            })
          }
        />
        <Effect
          place={place}
          field={field.key}
          text={text}
          isReady={found.isPresent && !found.isWrong && before !== null && before !== text}
        />
      </div>
      <Sample model={model} place={place} text={text} before={before} found={found} />
    </div>
  );
}
