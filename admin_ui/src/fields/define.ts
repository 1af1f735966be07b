import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Expanded } from "@/api/types";
import type { Field, FieldDocument } from "@/metadata/types";
import type { Language } from "@/text/t";

/** What a value needs beside itself to be shown. */
export interface Surroundings {
  language: Language;
  /** Titles of the records that references of this page lead to. */
  expanded?: Expanded;
}

export interface CellProps extends Surroundings {
  field: Field;
  value: unknown;
  /** `page`: on a record, where money is written in full and texts may wrap. */
  place: "grid" | "card" | "page";
}

export interface InputProps extends Surroundings {
  field: Field;
  value: unknown;
  onChange(value: unknown): void;
  onBlur?(): void;
  /** Of the element that takes the focus, so that its label names it. */
  id?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  status?: "error" | "warning";
  /** `grid`: inline in a cell, no border of its own. */
  place: "form" | "grid";
}

export interface SettingsProps<D extends FieldDocument = FieldDocument> {
  field: D;
  onChange(next: D): void;
  app: string;
  table: string;
}

export const PALETTE_GROUPS = ["common", "contact", "links", "files"] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** One field type as the browser draws it: the only place that knows its looks. */
export interface FieldType {
  type: string;
  /** The same icon in palette, table head, filter and formula completion. */
  icon: LucideIcon;
  /** Where the palette offers it; null: it is not made by dragging. */
  group: PaletteGroup | null;
  /** What a new field of this type holds beside key, label and type. */
  fresh?: (text: (name: string) => string) => Record<string, unknown>;
  Cell: ComponentType<CellProps>;
  /** null: nobody types it. */
  Input: ComponentType<InputProps> | null;
  /** What the designer asks beside name, help, default, required: options, decimals, … */
  Settings?: ComponentType<SettingsProps<never>>;
  /** The value as one line of text. */
  toText(value: unknown, field: Field, around: Surroundings): string;
  /** Pixels of a column that nobody has sized. */
  width: number;
  align?: "right";
}

/** The field type; a function only so that the parts are checked against each other. */
export function defineField(type: FieldType): FieldType {
  return type;
}
