/** One thing that is wrong, as the server tells it (RFC 9457, with all problems at once). */
export interface Problem {
  code: string;
  message: string;
  document?: string;
  pointer?: string;
  field?: string;
  span?: [number, number];
  suggestion?: string;
  /** A warning keeps nothing from being done. */
  severity?: "error" | "warning";
}

/** A refusal of the server, or no answer at all (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: Problem[] = [],
    /** The whole answer: some refusals carry more, such as the plan of a 409. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  /** The problems of one field, for the form. */
  of(field: string): Problem[] {
    return this.problems.filter((problem) => problem.field === field);
  }
}

/** Why the server did not take it, in its own words. */
export const refusalOf = (error: unknown): string =>
  error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error);
