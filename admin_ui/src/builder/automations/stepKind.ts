import type { LucideIcon } from "lucide-react";
import type { Color } from "@/api/colors";
import type { Control, Part, Property } from "../properties/spec";

/** A kind of step: how it looks, what a new one holds, what is asked of it. */
export interface StepKind {
  kind: string;
  icon: LucideIcon;
  color: Color;
  fresh: Part;
  properties: readonly Property[];
}

// -- properties that several kinds have

export const condition: Control = { kind: "formula", use: "condition" };
export const formula: Control = { kind: "formula", use: "set" };
export const filter: Property = {
  key: "filter",
  control: { kind: "formula", use: "filter", of: "table" },
};
export const table: Property = { key: "table", control: { kind: "table" }, isNeeded: true };
export const within: Property = { key: "within", control: { kind: "duration" } };
export const time: Property = {
  key: "time",
  control: { kind: "choice", options: ["calendar", "working"] },
};
export const who: Property = { key: "who", control: { kind: "who" }, isNeeded: true };
export const ofField = (key: string, types?: readonly string[]): Property => ({
  key,
  control: { kind: "field", ...(types ? { types } : {}) },
  isNeeded: true,
});
