import { StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip } from "@codemirror/view";
import { unitsOf } from "./codePoints";
import css from "./formula.module.css";
import type { FormulaProblem } from "./server";
import { tokenise } from "./tokens";

// -- colours: the whole text each time, which has 10,000 characters at most

const coloured = (doc: Text): DecorationSet =>
  Decoration.set(
    tokenise(doc.toString()).map(({ kind, from, to }) =>
      Decoration.mark({ class: css[kind] ?? "" }).range(from, to),
    ),
  );

export const colours = StateField.define<DecorationSet>({
  create: (state) => coloured(state.doc),
  update: (marks, change) => (change.docChanged ? coloured(change.newDoc) : marks),
  provide: (field) => EditorView.decorations.from(field),
});

// -- what the server finds wrong

interface Found {
  problem: FormulaProblem;
  from: number;
  to: number;
}

/** Tells the editor the problems of its present text. */
export const tellProblems = StateEffect.define<readonly FormulaProblem[]>();

function placed(text: string, problem: FormulaProblem): Found {
  const from = Math.min(unitsOf(text, problem.span.start), text.length);
  const to = Math.min(unitsOf(text, problem.span.end), text.length);
  if (to > from) return { problem, from, to };
  // What is missing stands nowhere: the character before it is marked.
  return from > 0 ? { problem, from: from - 1, to: from } : { problem, from, to: from + 1 };
}

export const problemsFound = StateField.define<readonly Found[]>({
  create: () => [],
  update(found, change) {
    for (const effect of change.effects)
      if (effect.is(tellProblems)) {
        const text = change.newDoc.toString();
        return text ? effect.value.map((problem) => placed(text, problem)) : [];
      }
    if (!change.docChanged) return found;
    return found.flatMap(({ problem, from, to }) => {
      const next = { from: change.changes.mapPos(from, 1), to: change.changes.mapPos(to, -1) };
      return next.to > next.from ? [{ problem, ...next }] : [];
    });
  },
  provide: (field) =>
    EditorView.decorations.from(field, (found) =>
      Decoration.set(
        found.map(({ problem, from, to }) =>
          Decoration.mark({
            class: classOf(problem),
            inclusive: false,
          }).range(from, to),
        ),
        true,
      ),
    ),
});

/** One wrong name is red; what is wrong as a whole keeps its colours and is underlined. */
function classOf({ severity, span }: FormulaProblem): string {
  if (severity === "warning") return css.doubt ?? "";
  return (span.end - span.start > LONGEST_NAME ? css.wide : css.mistake) ?? "";
}
const LONGEST_NAME = 12;

/** Under the pointer: what is wrong there. */
export const problemsOnHover = hoverTooltip((view, place) => {
  const hit = view.state.field(problemsFound).find(({ from, to }) => from <= place && place <= to);
  if (!hit) return null;
  return {
    pos: hit.from,
    end: hit.to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = css.told ?? "";
      dom.textContent = hit.problem.message;
      return { dom };
    },
  };
});
