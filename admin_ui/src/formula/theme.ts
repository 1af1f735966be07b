import { EditorView } from "@codemirror/view";

/** The editor in our tokens; CodeMirror puts this in a style element that carries the nonce. */
export const looks = EditorView.theme({
  "&": { color: "var(--t1)", backgroundColor: "transparent", height: "100%" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused .cm-content": { outline: "none", boxShadow: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--accent-bg2)" },
  ".cm-placeholder": { color: "var(--t3)", fontFamily: "var(--font)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-bg2)",
    borderRadius: "3px",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "inherit" },
  ".cm-tooltip": {
    border: "1px solid var(--bd)",
    borderRadius: "8px",
    backgroundColor: "var(--float)",
    color: "var(--t1)",
    boxShadow: "var(--sh3)",
    overflow: "hidden",
    zIndex: 1200,
  },
  ".cm-tooltip.cm-tooltip-autocomplete": { padding: "4px", overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font)",
    maxHeight: "260px",
    minWidth: "300px",
    maxWidth: "min(460px, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "center",
    minHeight: "32px",
    padding: "0 10px",
    borderRadius: "6px",
    fontSize: "13px",
    lineHeight: "20px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-bg)",
    color: "var(--t1)",
  },
  ".cm-completionLabel": { whiteSpace: "nowrap" },
  ".cm-completionMatchedText": {
    textDecoration: "none",
    fontWeight: "600",
    color: "var(--accent-tx)",
  },
  ".cm-completionDetail": {
    marginLeft: "auto",
    paddingLeft: "16px",
    fontStyle: "normal",
    fontSize: "12px",
    color: "var(--t3)",
    whiteSpace: "nowrap",
  },
  ".cm-tooltip.cm-completionInfo": { padding: "0", margin: "0 4px", border: "1px solid var(--bd)" },
});

/** A line or a few, in a form. */
export const asInput = EditorView.theme({
  ".cm-content": { padding: "4px 0", fontSize: "13px", lineHeight: "22px" },
  ".cm-line": { padding: "0 11px" },
  ".cm-scroller": { maxHeight: "160px" },
  "@media (max-width: 767px)": {
    ".cm-content": { padding: "10px 0", fontSize: "16px" },
  },
});

/** The page of one formula: lines with their numbers. */
export const asPage = EditorView.theme({
  ".cm-content": { padding: "12px 0", fontSize: "14px", lineHeight: "28px" },
  ".cm-line": { padding: "0 16px 0 4px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--sunken)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "0",
    color: "var(--t3)",
    fontSize: "12px",
  },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "36px",
    padding: "0 12px 0 0",
    lineHeight: "28px",
  },
});
