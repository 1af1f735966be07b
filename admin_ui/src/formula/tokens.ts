/** How formulas look. What they mean, and whether they are right, the server says. */
export type TokenKind =
  | "name"
  | "call"
  | "keyword"
  | "number"
  | "text"
  | "comment"
  | "sign"
  | "open"
  | "close"
  | "comma"
  | "wrong";

export interface Token {
  kind: TokenKind;
  /** In UTF-16 units, as the editor counts. */
  from: number;
  to: number;
}

const PATTERNS: readonly (readonly [TokenKind | "space", RegExp])[] = [
  ["space", /[\s\u3000]+/uy],
  ["comment", /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/uy],
  ["text", /'(?:[^']|'')*'|"(?:[^"]|"")*"|“[^”]*”|‘[^’]*’/uy],
  ["number", /#[^#\n]*#/uy],
  [
    "number",
    /\d+(?:\.\d+)?\s*(?:小时|分钟|秒|天|周|hours?|min|secs?|days?|weeks?|ms|h|s|d)(?![\p{L}\p{N}_])/uy,
  ],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[万亿]?[%％]?(?![\p{L}\p{N}_])/uy],
  ["keyword", /(?:AND|OR|NOT|IN|TRUE|FALSE)(?![\p{L}\p{N}_])/iuy],
  ["name", /\{(?:[^{}]|\}\})*\}/uy],
  ["name", /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy],
  ["open", /[([（]/uy],
  ["close", /[)\]）]/uy],
  ["comma", /[,，]/uy],
  ["sign", /==|<>|!=|<=|>=|\|\||&&|[=<>≤≥≠+\-*/×÷&^%.!＝＞＜＋－＊／％＆！；：]/uy],
  // A text that is still being written, and whatever nothing begins with.
  ["wrong", /['"“‘{#][^\n]*|[\p{L}\p{N}_]+|[\s\S]/uy],
];

/** The parts of a formula, spaces left out; every character that is none of them is in one. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  while (from < text.length) {
    const [kind, to] = next(text, from);
    if (kind !== "space") tokens.push({ kind, from, to });
    from = to;
  }
  return tokens.map((token, index) => {
    const after = tokens[index + 1];
    const opens = after?.kind === "open" && text[after.from] !== "[";
    const isWord = token.kind === "name" && text[token.from] !== "{";
    return isWord && opens ? { ...token, kind: "call" } : token;
  });
}

function next(text: string, from: number): readonly [TokenKind | "space", number] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return [kind, pattern.lastIndex];
  }
  return ["wrong", from + 1];
}

/** The call around a place of a formula, and which of its arguments is written there. */
export interface CallAt {
  name: string;
  argument: number;
}

export function callAt(text: string, place: number): CallAt | null {
  const open: (CallAt | null)[] = [];
  let word = "";
  for (const { kind, from, to } of tokenise(text)) {
    if (from >= place) break;
    if (kind === "open") open.push(isCalled(word) ? { name: word, argument: 0 } : null);
    const call = open.at(-1);
    if (kind === "close" && to <= place) open.pop();
    if (kind === "comma" && call) call.argument += 1;
    word = kind === "call" || kind === "keyword" ? text.slice(from, to) : "";
  }
  return open.findLast((call) => call !== null) ?? null;
}

/** A bracket behind the word holds its arguments; that behind `IN` holds a list. */
const isCalled = (word: string): boolean => word !== "" && word.toUpperCase() !== "IN";
