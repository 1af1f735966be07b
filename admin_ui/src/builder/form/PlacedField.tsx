import { GripVertical } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { usePlaced } from "../dnd";
import { useDrafts } from "../draft";
import { nudged, type Slot, spanned, unplaced } from "./arrange";
import type { CanvasProps, Lifted } from "./Canvas";
import css from "./Canvas.module.css";
import { requiredOn } from "./fieldRules";

interface Props extends CanvasProps {
  field: Field;
  slot: Slot;
  span: number;
  lifted: Lifted | null;
  onLift(lifted: Lifted | null): void;
}

/** A field on the form: dragged by the pointer; by the keyboard lifted, moved and put down. */
export function PlacedField(props: Props) {
  const { design, field, slot, span, selection, onSelect, lifted } = props;
  const { t } = useTranslation();
  const { draggable, droppable } = usePlaced(field.key, slot);
  const isSelected = selection !== null && "field" in selection && selection.field === field.key;
  const isLifted = lifted !== null && isSelected;
  const isFirst = slot.section === 0 && slot.index === 0;
  const button = useRef<HTMLButtonElement>(null);
  // Over the edge of a section the field is drawn anew: the focus goes with it.
  useEffect(() => {
    if (isLifted && slot.section >= 0 && slot.index >= 0) button.current?.focus();
  }, [isLifted, slot.section, slot.index]);

  return (
    <div
      ref={droppable.ref}
      className={css.place}
      style={{ gridColumn: `span ${span}` }}
      data-on={isSelected || undefined}
      data-lifted={isLifted || undefined}
      data-dragging={draggable.isDragging || undefined}
    >
      <Picture field={field} isRequired={requiredOn(design.document, field.key).size > 0} />
      <button
        ref={(element) => {
          button.current = element;
          draggable.ref(element);
        }}
        type="button"
        className={css.cover}
        data-field={field.key}
        tabIndex={isSelected || (isFirst && !(selection && "field" in selection)) ? 0 : -1}
        aria-pressed={isSelected}
        aria-label={t("builder.fieldOnForm", {
          name: field.label,
          type: t(`fields.types.${field.type}`),
        })}
        onClick={(event) => onSelect({ field: field.key }, event.detail === 0)}
        onKeyDown={(event) => press(event, props, isLifted)}
      />
      {droppable.isDropTarget && !draggable.isDragging && (
        <div className={css.landing} data-over>
          {t("builder.dropHere")}
        </div>
      )}
      {isLifted && (
        <span className={css.hint} aria-hidden="true">
          {t("builder.liftedKeys")}
        </span>
      )}
    </div>
  );
}

interface PictureProps {
  field: Field;
  isRequired: boolean;
}

/** Drawn anew only when the field is another: all fields are looked at while one is typed. */
const Picture = memo(
  PictureOfField,
  (before, after) =>
    before.field.document === after.field.document &&
    before.field.label === after.field.label &&
    before.isRequired === after.isRequired,
);

/** The label and the input, as the form has them; nothing in it takes the focus. */
function PictureOfField({ field, isRequired }: PictureProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Input } = fieldType(field.type);
  const help = labelText(field.document.help, language);
  return (
    <div className={css.field} inert>
      <span className={css.label}>
        <GripVertical className={css.grip} size={12} aria-hidden="true" />
        {field.label}
        {isRequired && <i aria-hidden="true">*</i>}
      </span>
      <span className={css.picture}>
        {Input ? (
          <Input
            field={field}
            value={null}
            onChange={() => undefined}
            place="form"
            language={language}
          />
        ) : (
          <span className={css.computed}>
            {t(field.type === "children" ? "builder.childList" : "builder.computed")}
          </span>
        )}
      </span>
      {help && <span className={css.help}>{help}</span>}
    </div>
  );
}

/** What keys do on a field of the form. */
function press(event: React.KeyboardEvent, props: Props, isLifted: boolean): void {
  const { design, field, onSelect, lifted, onLift } = props;
  const move = (by: 1 | -1) => () =>
    design.putForm(nudged(design.form, field.key, by), lifted?.step);
  const drop = () => onLift(null);
  const whenLifted: Record<string, () => void> = {
    ArrowUp: move(-1),
    ArrowLeft: move(-1),
    ArrowDown: move(1),
    ArrowRight: move(1),
    Enter: drop,
    " ": drop,
    Tab: drop,
    Escape: () => {
      if (lifted && lifted.before !== design.form) useDrafts.getState().undo(design.table.app);
      drop();
    },
  };
  const atRest: Record<string, () => void> = {
    " ": () => {
      onSelect({ field: field.key });
      onLift({ before: design.form, step: `lift ${performance.now()}` });
    },
    Escape: () => onSelect(null),
    Delete: () => design.putForm(unplaced(design.form, field.key)),
    ArrowUp: () => focusBeside(event.currentTarget, -1),
    ArrowLeft: () => focusBeside(event.currentTarget, -1),
    ArrowDown: () => focusBeside(event.currentTarget, 1),
    ArrowRight: () => focusBeside(event.currentTarget, 1),
    "Alt+ArrowUp": move(-1),
    "Alt+ArrowDown": move(1),
    "Alt+ArrowLeft": () => design.putForm(spanned(design.form, field.key, 6)),
    "Alt+ArrowRight": () => design.putForm(spanned(design.form, field.key, 12)),
  };
  const act = (isLifted ? whenLifted : atRest)[event.altKey ? `Alt+${event.key}` : event.key];
  if (!act) return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
  act();
}

/** The field before or after on the form has the focus. */
function focusBeside(element: Element, by: 1 | -1): void {
  const all = [...(element.closest("section")?.querySelectorAll("[data-field]") ?? [])];
  const next = all[all.indexOf(element) + by];
  if (next instanceof HTMLElement) next.focus();
}
