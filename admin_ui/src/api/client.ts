import { ApiError, type Problem } from "./errors";

const ROOT = "/api/v1";

let csrf: string | null = null;
let language = "zh";
let onSignedOut: () => void = () => undefined;

/** Later requests carry this token (`X-CSRF-Token`); `GET /me` and signing in tell it. */
export function keepCsrf(token: string | null): void {
  csrf = token;
}

/** Later answers come in this language. */
export function speak(next: string): void {
  language = next;
}

/** What happens when the session has ended on the server. */
export function whenSignedOut(react: () => void): void {
  onSignedOut = react;
}

/** The session has ended: whoever waits for it reacts. */
export function tellSignedOut(): void {
  onSignedOut();
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Request {
  query?: Query;
  body?: unknown;
  /** The version that is changed (`If-Match`). */
  version?: number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The server's answer to one request; throws ApiError with every problem it names. */
export async function call<T>(method: string, path: string, request: Request = {}): Promise<T> {
  const answer = await send(method, path, request);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** The same, for an answer that is no JSON. */
export async function send(method: string, path: string, request: Request = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address(path, request.query), {
      method,
      headers: headersOf(method, request),
      body: bodyOf(request.body),
      credentials: "same-origin",
      signal: request.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "offline", "offline");
  }
  if (!answer.ok) throw await refusal(answer, path);
  return answer;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>("GET", path, { query, signal });
export const post = <T>(path: string, body?: unknown, request: Request = {}): Promise<T> =>
  call<T>("POST", path, { ...request, body: body ?? {} });
export const patch = <T>(path: string, body: unknown, request: Request = {}): Promise<T> =>
  call<T>("PATCH", path, { ...request, body });
export const put = <T>(path: string, body: unknown, request: Request = {}): Promise<T> =>
  call<T>("PUT", path, { ...request, body });
export const remove = <T>(path: string, request: Request = {}): Promise<T> =>
  call<T>("DELETE", path, request);

/** The full address of a path of the interface, for links and EventSource. */
export function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") words.set(name, String(value));
  }
  const text = words.toString();
  return `${ROOT}${path}${text ? `?${text}` : ""}`;
}

function headersOf(method: string, request: Request): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": language, ...request.headers };
  if (request.body !== undefined && !isRaw(request.body))
    headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  if (request.version !== undefined) headers["If-Match"] = `"${request.version}"`;
  if (request.idempotencyKey) headers["Idempotency-Key"] = request.idempotencyKey;
  return headers;
}

function isRaw(body: unknown): body is BodyInit {
  return body instanceof Blob || body instanceof FormData || typeof body === "string";
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined) return undefined;
  return isRaw(body) ? body : JSON.stringify(body);
}

async function refusal(answer: Response, path: string): Promise<ApiError> {
  const isProblem = answer.headers.get("content-type")?.includes("json") ?? false;
  const body = (isProblem ? await answer.json().catch(() => ({})) : {}) as Record<string, unknown>;
  const error = new ApiError(
    answer.status,
    String(body.code ?? "unreadable"),
    String(body.detail ?? body.title ?? answer.statusText),
    (body.problems as Problem[] | undefined) ?? [],
    body,
  );
  if (answer.status === 401 && path !== "/sessions") onSignedOut();
  return error;
}
