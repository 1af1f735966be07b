import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { pointsOf, unitsOf } from "./codePoints";
import css from "./formula.module.css";
import type { Suggestion } from "./server";

export type Complete = (text: string, cursor: number) => Promise<Suggestion[]>;

interface Offer extends Completion {
  of: Suggestion;
}

const TYPED = /[\p{L}\p{N}_.{'"“‘]$/u;

/** Asks the server what may stand at the cursor, whenever somebody writes a name or a text. */
export const source =
  (complete: () => Complete) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    if (!context.explicit && !TYPED.test(text.slice(0, context.pos))) return null;
    const found = await complete()(text, pointsOf(text, context.pos)).catch(() => []);
    const [first] = found;
    if (context.aborted || !first) return null;
    return {
      from: unitsOf(text, first.start),
      to: unitsOf(text, first.end),
      filter: false,
      options: found.map(offered),
    };
  };

function offered(of: Suggestion): Offer {
  return {
    of,
    label: of.label,
    detail: of.type ?? (of.kind === "function" ? "ƒ" : ""),
    type: of.kind,
    apply: (view, completion, from, to) => put(view, completion, of, from, to),
    info: of.kind === "function" ? () => told(of) : undefined,
  };
}

/** A function is written with both its brackets, the cursor between them. */
function put(view: EditorView, completion: Completion, of: Suggestion, from: number, to: number) {
  const opens = of.kind === "function" && of.text.endsWith("(");
  const hasOpen = view.state.sliceDoc(to, to + 1) === "(";
  const closing = of.kind === "option" ? view.state.sliceDoc(to, to + 1) : "";
  const end = /['"’”]/.test(closing) ? to + 1 : to;
  const insert = opens && hasOpen ? of.text.slice(0, -1) : opens ? `${of.text})` : of.text;
  view.dispatch({
    changes: { from, to: end, insert },
    selection: { anchor: from + of.text.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}

function told(of: Suggestion): HTMLElement {
  const dom = document.createElement("div");
  dom.className = css.told ?? "";
  const code = dom.appendChild(document.createElement("code"));
  code.textContent = of.signature ?? "";
  dom.append(of.detail ?? "");
  return dom;
}

/** Behind the name: how it is typed with Latin letters. */
export const PINYIN = {
  position: 60,
  render: (completion: Completion) => {
    const { pinyin, key } = (completion as Offer).of;
    const span = document.createElement("span");
    span.className = css.pinyin ?? "";
    span.textContent = pinyin || key || "";
    return span;
  },
};
