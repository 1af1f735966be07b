import { freshKey, type Part, type Property } from "../properties/spec";

const within: Property = { key: "within", control: { kind: "duration" } };
const time: Property = {
  key: "time",
  control: { kind: "choice", options: ["calendar", "working"] },
};
const label: Property = { key: "label", control: { kind: "words" }, label: "name", isNeeded: true };
const description: Property = { key: "description", control: { kind: "words" } };
const who = (key: string, name = key): Property => ({ key, control: { kind: "who" }, label: name });

const NODE: readonly Property[] = [
  label,
  { key: "when", control: { kind: "formula", use: "condition" } },
  { key: "who", control: { kind: "who", isApprover: true }, label: "approvers", isNeeded: true },
  {
    key: "votes",
    control: { kind: "choice", options: ["all", "any", "share", "sequence"], of: "votes" },
  },
  { key: "share", control: { kind: "number" }, shown: (part) => part.votes === "share" },
  {
    key: "empty",
    control: { kind: "choice", options: ["agree", "ask", "refuse_to_start"], of: "empty" },
    isNeeded: true,
  },
  { ...who("empty_to"), shown: (part) => part.empty === "ask" },
  {
    key: "applicant",
    control: { kind: "choice", options: ["decides", "skips", "supervisor"], of: "applicant" },
  },
  {
    key: "repeated",
    control: { kind: "choice", options: ["asks", "agrees_next", "agrees"], of: "repeated" },
  },
  {
    key: "comment",
    control: { kind: "choice", options: ["optional", "on_refusal", "always"], of: "comment" },
  },
  { key: "signature", control: { kind: "switch" } },
  {
    key: "may",
    control: { kind: "choice", options: ["transfer", "add", "return"], of: "may", isMany: true },
  },
  { key: "fields", control: { kind: "rights" }, label: "nodeFields" },
  {
    key: "timeout",
    control: {
      kind: "group",
      of: [
        within,
        time,
        {
          key: "then",
          control: {
            kind: "choice",
            options: ["remind", "pass_on", "escalate", "agree", "refuse"],
            of: "timeout",
          },
        },
        who("to", "passedTo"),
      ],
    },
  },
  who("cc"),
];

/** What is said of an approval. */
export const APPROVAL: readonly Property[] = [
  label,
  description,
  { key: "table", control: { kind: "table" }, isNeeded: true },
  { key: "title", control: { kind: "text", isShort: true } },
  {
    key: "nodes",
    control: {
      kind: "list",
      of: NODE,
      fresh: (items) => ({
        key: freshKey("node", items),
        label: "",
        who: "",
        empty: "refuse_to_start",
      }),
    },
  },
  { key: "freezes", control: { kind: "field", isMany: true, of: "table" } },
  { key: "changed", control: { kind: "choice", options: ["renew", "refuse"], of: "changed" } },
  {
    key: "withdraw",
    control: { kind: "choice", options: ["until_first", "until_end", "never"], of: "withdraw" },
  },
  who("cc"),
  { key: "on_agreed", control: { kind: "name", of: "automation" } },
  { key: "on_rejected", control: { kind: "name", of: "automation" } },
];

const path: Property = { key: "path", control: { kind: "line", hint: "/orders" }, isNeeded: true };

const OPERATION: readonly Property[] = [
  { key: "key", control: { kind: "line" }, label: "operationKey", isNeeded: true },
  { key: "label", control: { kind: "words" } },
  {
    key: "method",
    control: {
      kind: "choice",
      options: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      of: "method",
      standard: "POST",
    },
  },
  path,
  { key: "parameters", control: { kind: "lines" } },
  {
    key: "body",
    control: { kind: "json", hint: '{"name": "{name}"}' },
    shown: (part) => part.method !== "GET",
  },
  { key: "query", control: { kind: "named", isText: true } },
  { key: "headers", control: { kind: "named", isText: true } },
  { key: "timeout", control: { kind: "duration" }, label: "callTimeout" },
];

const isPaged =
  (...kinds: readonly string[]) =>
  (part: Part): boolean =>
    kinds.includes(String(part.kind));

/** How a list comes in pieces. */
const PAGING: readonly Property[] = [
  {
    key: "kind",
    control: { kind: "choice", options: ["page", "offset", "cursor", "link"], of: "paging" },
    label: "authKind",
  },
  {
    key: "name",
    control: { kind: "line", hint: "page" },
    label: "pageName",
    shown: isPaged("page", "offset", "cursor"),
  },
  {
    key: "next_at",
    control: { kind: "line", hint: "/next" },
    isNeeded: true,
    shown: isPaged("cursor", "link"),
  },
  { key: "size_name", control: { kind: "line", hint: "limit" }, shown: (part) => "kind" in part },
  { key: "size", control: { kind: "number" }, shown: (part) => "kind" in part },
];

const SYNC: readonly Property[] = [
  { key: "key", control: { kind: "line" }, label: "syncKey", isNeeded: true },
  { key: "table", control: { kind: "table" }, isNeeded: true },
  path,
  { key: "items_at", control: { kind: "line", hint: "/items" } },
  { key: "every", control: { kind: "duration" } },
  { key: "paging", control: { kind: "group", of: PAGING } },
  { key: "since", control: { kind: "line" } },
  { key: "cursor_at", control: { kind: "line" } },
  { key: "dedupe", control: { kind: "line", hint: "/id" }, isNeeded: true },
  { key: "id_field", control: { kind: "field", of: "table" }, isNeeded: true },
  {
    key: "columns",
    control: {
      kind: "list",
      of: [
        { key: "field", control: { kind: "line" }, isNeeded: true },
        { key: "at", control: { kind: "line", hint: "/name" }, isNeeded: true },
      ],
      fresh: () => ({ field: "", at: "" }),
    },
  },
  { key: "write_back", control: { kind: "line" } },
];

const isToken = (part: Part): boolean => part.kind === "token";

/** What is said of a connector. */
export const CONNECTOR: readonly Property[] = [
  label,
  description,
  { key: "base", control: { kind: "line", hint: "https://" }, isNeeded: true },
  { key: "credential", control: { kind: "line" } },
  {
    key: "auth",
    control: {
      kind: "group",
      of: [
        {
          key: "kind",
          control: {
            kind: "choice",
            options: ["none", "bearer", "basic", "header", "query", "token", "hmac"],
            of: "auth",
            standard: "none",
          },
          label: "authKind",
        },
        { key: "name", control: { kind: "line" }, label: "authName" },
        { key: "token_path", control: { kind: "line", hint: "/token" }, shown: isToken },
        { key: "token_at", control: { kind: "line", hint: "/access_token" }, shown: isToken },
        { key: "expires_at", control: { kind: "line", hint: "/expires_in" }, shown: isToken },
      ],
    },
  },
  {
    key: "operations",
    control: {
      kind: "list",
      of: OPERATION,
      fresh: (items) => ({ key: freshKey("operation", items), path: "/" }),
    },
  },
  {
    key: "syncs",
    control: {
      kind: "list",
      of: SYNC,
      fresh: (items) => ({ key: freshKey("sync", items), table: "", path: "/", columns: [] }),
    },
  },
  {
    key: "probe",
    control: {
      kind: "group",
      of: [
        { key: "path", control: { kind: "line", hint: "/health" } },
        { key: "every", control: { kind: "duration" } },
        { key: "failures", control: { kind: "number" } },
      ],
    },
  },
  { key: "calls_a_minute", control: { kind: "number" } },
  { key: "break_after", control: { kind: "number" } },
  { key: "break_for", control: { kind: "duration" } },
  who("alarm"),
  { key: "todo", control: { kind: "words" } },
];
