import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import css from "./CellEditor.module.css";

/** Types whose value is whole as soon as one thing is chosen. */
const CHOSEN = new Set(["select", "user", "department", "reference", "date", "boolean", "rating"]);
/** Types whose own control takes Enter. */
const ENTERED = new Set([...CHOSEN, "multi_select", "users", "references", "region", "datetime"]);
/** Pixels that a control needs to be read. */
const LEAST = 160;
/** What controls draw elsewhere in the page still belongs to the editor. */
const POPUPS = ".ant-select-dropdown, .ant-picker-dropdown, .ant-cascader-dropdown, .ant-drawer";

export interface EditedCell {
  id: string;
  field: Field;
  value: unknown;
}

interface Props {
  cell: EditedCell;
  expanded: Expanded;
  box: { left: number; top: number; width: number; height: number };
  /** `step`: 1 or -1 leads to the next cell that can be edited. */
  onDone(value: unknown, step: number): void;
  onCancel(): void;
}

/** The control of a field over its cell. Enter and leaving keep what was typed, Esc does not. */
export function CellEditor({ cell, expanded, box, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const place = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState(cell.value);
  const typed = useRef(cell.value);
  const { Input } = fieldType(cell.field.type);
  const finish = useRef(onDone);
  finish.current = onDone;
  useEffect(() => whenControlled(place.current), []);
  useEffect(() => {
    const leave = (event: PointerEvent) => {
      const target = event.target as Element;
      if (place.current?.contains(target) || target.closest(POPUPS)) return;
      finish.current(typed.current, 0);
    };
    document.addEventListener("pointerdown", leave, true);
    return () => document.removeEventListener("pointerdown", leave, true);
  }, []);
  const keyed = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    else if (event.key === "Tab") {
      event.preventDefault();
      onDone(typed.current, event.shiftKey ? -1 : 1);
    } else if (event.key === "Enter" && !event.shiftKey && !ENTERED.has(cell.field.type)) {
      event.preventDefault();
      onDone(typed.current, 0);
    }
  };
  if (!Input) return null;
  return (
    <div
      ref={place}
      className={css.editor}
      style={{
        left: box.left,
        top: box.top,
        minWidth: Math.max(box.width, LEAST),
        minHeight: box.height,
      }}
      role="group"
      aria-label={t("list.editing", { field: cell.field.label })}
      onKeyDown={keyed}
    >
      <Input
        field={cell.field}
        value={value}
        onChange={(next) => {
          typed.current = next;
          setValue(next);
          if (CHOSEN.has(cell.field.type)) onDone(next, 0);
        }}
        autoFocus
        place="grid"
        language={language}
        expanded={expanded}
      />
    </div>
  );
}

/** The control is open as soon as it is there: some are fetched first. */
function whenControlled(place: HTMLElement | null): (() => void) | undefined {
  if (!place || openChoices(place)) return undefined;
  const drawn = new MutationObserver(() => {
    if (openChoices(place)) drawn.disconnect();
  });
  drawn.observe(place, { childList: true, subtree: true });
  return () => drawn.disconnect();
}

/** A list of choices is open when its editor is; a text is selected. False: there is none yet. */
function openChoices(place: HTMLElement): boolean {
  const input = place.querySelector<HTMLElement>("input, textarea, button");
  if (!input) return false;
  input.focus();
  if (input instanceof HTMLInputElement) openBox(input);
  return true;
}

function openBox(input: HTMLInputElement): void {
  if (!input.closest(".ant-select, .ant-picker")) {
    if (input.type !== "checkbox") input.select();
    return;
  }
  // These controls open by the mouse alone; a person who came by the keyboard wants them open too.
  for (const kind of ["mousedown", "mouseup", "click"])
    input.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
}
