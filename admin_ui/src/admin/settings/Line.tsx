import type { ReactNode } from "react";
import { ApiError } from "@/api/errors";
import css from "./settings.module.css";

/** A control with its name above it, and what it is for below. */
export function Line({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={css.line}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <p className={css.quiet}>{hint}</p>}
    </div>
  );
}

/** Why the server did not take it, every problem of it. */
export function Refusal({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) return null;
  const told = new Set([error.message, ...error.problems.map((each) => each.message)]);
  return (
    <p className={css.refusal} role="alert">
      {[...told].join("；")}
    </p>
  );
}
