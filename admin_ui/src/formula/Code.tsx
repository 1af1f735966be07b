import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder as placeholderOf,
  tooltips,
} from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef } from "react";
import { type Complete, PINYIN, source } from "./completing";
import { type Edit, editOf } from "./fixes";
import css from "./formula.module.css";
import { colours, problemsFound, problemsOnHover, tellProblems } from "./marks";
import type { FormulaProblem } from "./server";
import { asInput, asPage, looks } from "./theme";

/** What others do to the text, as steps that can be undone. */
export interface CodeHandle {
  /** In place of what is selected; the cursor stands `back` characters before its end. */
  insert(text: string, back?: number): void;
  edit(edit: Edit): void;
  show(place: number): void;
}

export interface CodeProps {
  value: string;
  onChange(text: string): void;
  complete: Complete;
  problems: readonly FormulaProblem[];
  label: string;
  id?: string;
  placeholder?: string;
  isPage?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  onCursor?(place: number): void;
  onBlur?(): void;
  handle?: React.Ref<CodeHandle>;
}

/** A formula as it is written. The chunk that holds the editor: import it lazily. */
export default function Code(props: CodeProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const present = useRef(props);
  present.current = props;

  useEffect(() => {
    const view = new EditorView({
      parent: place.current ?? undefined,
      state: EditorState.create({
        doc: present.current.value,
        extensions: extensionsOf(present),
      }),
    });
    editor.current = view;
    if (present.current.autoFocus) view.focus();
    return () => view.destroy();
  }, []);

  const { value, problems, isDisabled, label } = props;
  useEffect(() => {
    const view = editor.current;
    // The text of the document is what was typed last, unless somebody else changed it.
    if (view && view.state.doc.toString() !== value && !view.composing)
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => editor.current?.dispatch({ effects: tellProblems.of(problems) }), [problems]);
  useEffect(
    () =>
      editor.current?.dispatch({ effects: state.reconfigure(stateOf(label, isDisabled ?? false)) }),
    [label, isDisabled],
  );
  useImperativeHandle(props.handle, () => handleOf(editor), []);
  return <div ref={place} className={css.editor} style={props.isPage ? { height: "100%" } : {}} />;
}

const state = new Compartment();
const stateOf = (label: string, isDisabled: boolean): Extension => [
  EditorView.contentAttributes.of({ "aria-label": label }),
  EditorState.readOnly.of(isDisabled),
  EditorView.editable.of(!isDisabled),
];

function extensionsOf(present: React.RefObject<CodeProps>): Extension[] {
  const { isPage, placeholder, label, isDisabled, id } = present.current;
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
  const pageOnly = [lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), asPage];
  return [
    EditorView.cspNonce.of(nonce),
    looks,
    isPage ? pageOnly : asInput,
    EditorView.lineWrapping,
    drawSelection(),
    history(),
    bracketMatching(),
    closeBrackets(),
    colours,
    problemsFound,
    problemsOnHover,
    tooltips({ position: "fixed", parent: document.body }),
    autocompletion({
      override: [source(() => present.current.complete)],
      icons: false,
      addToOptions: [PINYIN],
      activateOnTypingDelay: 120,
    }),
    Prec.highest(
      keymap.of([
        // While a name is offered Tab never leaves the text, not even a moment too early.
        {
          key: "Tab",
          run: (view) => acceptCompletion(view) || completionStatus(view.state) === "active",
        },
        { key: "Mod-.", run: (view) => fixNearest(view) },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    state.of(stateOf(label, isDisabled ?? false)),
    id ? EditorView.contentAttributes.of({ id }) : [],
    placeholder ? placeholderOf(placeholder) : [],
    EditorView.updateListener.of((update) => {
      const { onChange, onCursor, value } = present.current;
      const text = update.state.doc.toString();
      if (update.docChanged && text !== value) onChange(text);
      if (update.docChanged || update.selectionSet) onCursor?.(update.state.selection.main.head);
    }),
    EditorView.domEventHandlers({ blur: () => present.current.onBlur?.(), beforeinput: typeOver }),
  ];
}

/**
 * What is typed over a selection is written by the editor: the browser would keep the colours of
 * what was selected in a style attribute, which the page's policy refuses.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { main } = view.state.selection;
  const isTyped = event.inputType === "insertText" && event.data !== null && !view.composing;
  if (!isTyped || main.empty || view.state.readOnly) return false;
  const text = event.data ?? "";
  const plain = () =>
    view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
  const isTaken = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, main.from, main.to, text, plain));
  if (!isTaken) view.dispatch(plain());
  event.preventDefault();
  return true;
}

/** Takes the first proposal for the problem at the cursor, else for the first problem. */
function fixNearest(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const found = view.state
    .field(problemsFound)
    .filter(({ problem }) => problem.replacements.length > 0);
  const hit = found.find(({ from, to }) => from <= head && head <= to) ?? found[0];
  const [first] = hit?.problem.replacements ?? [];
  if (first) put(view, editOf(view.state.doc.toString(), first));
  return true;
}

function put(view: EditorView, { from, to, insert }: Edit): void {
  const end = Math.min(to, view.state.doc.length);
  view.dispatch({
    changes: { from: Math.min(from, end), to: end, insert },
    selection: { anchor: Math.min(from, end) + insert.length },
    userEvent: "input",
  });
  view.focus();
}

const handleOf = (editor: React.RefObject<EditorView | null>): CodeHandle => ({
  insert(text, back = 0) {
    const view = editor.current;
    if (!view) return;
    const { from, to } = view.state.selection.main;
    put(view, { from, to, insert: text });
    view.dispatch({ selection: { anchor: from + text.length - back } });
  },
  edit(edit) {
    if (editor.current) put(editor.current, edit);
  },
  show(place) {
    const view = editor.current;
    const anchor = Math.min(place, view?.state.doc.length ?? 0);
    view?.dispatch({ selection: { anchor }, scrollIntoView: true });
    view?.focus();
  },
});
