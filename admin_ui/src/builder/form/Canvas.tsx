import { GripVertical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { useEnd, usePlaced } from "../dnd";
import { nudged, requiredOn, type Slot, spanned, unplaced } from "./arrange";
import css from "./Canvas.module.css";
import type { Design } from "./useDesign";

interface Props {
  design: Design;
  device: "desktop" | "phone";
  selected: string | null;
  onSelect(field: string | null): void;
}

/** The form as people will see it; its inputs are only looked at here. */
export function Canvas({ design, device, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same from the keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the form selects nothing
    <div
      className={css.canvas}
      onClick={(event) => event.target === event.currentTarget && onSelect(null)}
    >
      <div className={css.sheet} data-device={device}>
        <h2 className={css.title}>{t("builder.newRecord", { table: design.table.label })}</h2>
        {design.form.sections.map((section, at) => (
          <section key={`${at} ${labelText(section.label)}`} className={css.section}>
            {section.label && <h3>{labelText(section.label, language)}</h3>}
            <div className={css.fields}>
              {section.fields.map((place, index) => {
                const field = design.table.fields.get(place.field);
                return field ? (
                  <PlacedField
                    key={field.key}
                    design={design}
                    field={field}
                    slot={{ section: at, index }}
                    span={place.span ?? 6}
                    isSelected={field.key === selected}
                    onSelect={onSelect}
                  />
                ) : null;
              })}
              <End section={at} index={section.fields.length} />
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}

function PlacedField({
  design,
  field,
  slot,
  span,
  isSelected,
  onSelect,
}: {
  design: Design;
  field: Field;
  slot: Slot;
  span: number;
  isSelected: boolean;
  onSelect(field: string | null): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { draggable, droppable } = usePlaced(field.key, slot);
  const { Input, Cell } = fieldType(field.type);
  const isRequired = requiredOn(design.document, field.key).size > 0;

  function press(event: React.KeyboardEvent) {
    const key = event.altKey ? `Alt+${event.key}` : event.key;
    const acts: Record<string, () => void> = {
      Enter: () => onSelect(field.key),
      Escape: () => onSelect(null),
      Delete: () => design.putForm(unplaced(design.form, field.key)),
      "Alt+ArrowUp": () => design.putForm(nudged(design.form, field.key, -1)),
      "Alt+ArrowDown": () => design.putForm(nudged(design.form, field.key, 1)),
      "Alt+ArrowLeft": () => design.putForm(spanned(design.form, field.key, 6)),
      "Alt+ArrowRight": () => design.putForm(spanned(design.form, field.key, 12)),
    };
    if (!acts[key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[key]();
  }

  return (
    <div
      ref={droppable.ref}
      className={css.place}
      data-wide={span > 6 || undefined}
      data-target={droppable.isDropTarget || undefined}
    >
      {droppable.isDropTarget && <div className={css.landing}>{t("builder.dropHere")}</div>}
      <button
        ref={draggable.ref}
        type="button"
        className={css.field}
        data-field={field.key}
        data-dragging={draggable.isDragging || undefined}
        aria-pressed={isSelected}
        aria-label={t("builder.fieldOnForm", {
          name: field.label,
          type: t(`fields.types.${field.type}`),
        })}
        onClick={() => onSelect(field.key)}
        onKeyDown={press}
      >
        <span className={css.label}>
          <GripVertical className={css.grip} size={12} aria-hidden="true" />
          {field.label}
          {isRequired && <i aria-hidden="true">*</i>}
        </span>
        {/* What is inside is a picture of the input: nothing in it takes the focus. */}
        <span className={css.picture} inert>
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
              <Cell field={field} value={null} place="page" language={language} />
              {t("builder.computed")}
            </span>
          )}
        </span>
      </button>
    </div>
  );
}

function End({ section, index }: Slot) {
  const { t } = useTranslation();
  const { ref, isDropTarget } = useEnd(section, index);
  return (
    <div ref={ref} className={css.end} data-target={isDropTarget || undefined}>
      {isDropTarget && <div className={css.landing}>{t("builder.dropHere")}</div>}
    </div>
  );
}
