import { Button } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView, SectionDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { useEnd } from "../dnd";
import { divided, roomIn, type Slot, slotOf } from "./arrange";
import css from "./Canvas.module.css";
import { requiredOn } from "./fieldRules";
import { PlacedField } from "./PlacedField";
import type { Design, Selection } from "./useDesign";

export type Device = "desktop" | "phone";

/** A field that the keyboard has lifted: the form before, and the step that its way is. */
export interface Lifted {
  before: FormView;
  step: string;
}

export interface CanvasProps {
  design: Design;
  device: Device;
  selection: Selection;
  /** `isOpened`: the person goes on in the properties. */
  onSelect(next: Selection, isOpened?: boolean): void;
}

/** The form as people will see it; its inputs are only looked at here. */
export function Canvas(props: CanvasProps) {
  const { t } = useTranslation();
  const { design, device, selection, onSelect } = props;
  const [lifted, lift] = useState<Lifted | null>(null);
  const selected = selection && "field" in selection ? selection.field : null;
  const slot = selected ? slotOf(design.form, selected) : null;
  const more = divided(design.form, t("builder.newSection"), slot);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same from the keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the form selects nothing
    <div
      className={css.canvas}
      onClick={(event) => event.target === event.currentTarget && onSelect(null)}
    >
      <section className={css.sheet} data-device={device} aria-label={t("builder.canvas")}>
        <Head design={design} />
        {design.form.sections.map((section, at) => (
          <div key={at} className={css.section}>
            <Heading section={section} at={at} {...props} />
            <div className={css.fields}>
              {section.fields.map((place, index) => {
                const field = design.table.fields.get(place.field);
                return field ? (
                  <PlacedField
                    key={field.key}
                    {...props}
                    field={field}
                    slot={{ section: at, index }}
                    span={section.columns === 1 ? 12 : (place.span ?? 6)}
                    lifted={lifted}
                    onLift={lift}
                  />
                ) : null;
              })}
              <End slot={{ section: at, index: section.fields.length }} room={roomIn(section)} />
            </div>
          </div>
        ))}
        <footer className={css.foot}>
          <Button
            type="text"
            size="small"
            icon={<Plus size={14} aria-hidden="true" />}
            disabled={more === design.form}
            onClick={() => {
              design.putForm(more);
              onSelect(
                { section: slot?.index ? slot.section + 1 : more.sections.length - 1 },
                true,
              );
            }}
          >
            {t("builder.addSection")}
          </Button>
          <span className={css.buttons} inert>
            <Button>{t("ui.cancel")}</Button>
            <Button type="primary">{t("ui.save")}</Button>
          </span>
        </footer>
      </section>
      <p className="visually-hidden" role="status">
        {lifted && selected
          ? t("builder.liftedHint", { name: design.table.fields.get(selected)?.label ?? "" })
          : ""}
      </p>
    </div>
  );
}

function Head({ design }: { design: Design }) {
  const { t } = useTranslation();
  const required = design.form.sections
    .flatMap((section) => section.fields)
    .filter((place) => requiredOn(design.document, place.field).has("create")).length;
  return (
    <div className={css.head}>
      <h2 className={css.title}>{t("builder.newRecord", { table: design.table.label })}</h2>
      <span>{required > 0 && t("builder.requiredCount", { count: required })}</span>
    </div>
  );
}

function Heading({
  section,
  at,
  selection,
  onSelect,
}: CanvasProps & { section: SectionDocument; at: number }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const isSelected = selection !== null && "section" in selection && selection.section === at;
  return (
    <button
      type="button"
      className={css.heading}
      aria-pressed={isSelected}
      data-section={at}
      onClick={(event) => onSelect({ section: at }, event.detail === 0)}
    >
      {labelText(section.label, language) || <i>{t("builder.unnamedSection")}</i>}
    </button>
  );
}

const LEAST_ROOM = 4;

/** After a section's last field: beside it where there is room, else below. */
function End({ slot, room }: { slot: Slot; room: number }) {
  const { t } = useTranslation();
  const { ref, isDropTarget } = useEnd(slot.section, slot.index);
  return (
    <div
      ref={ref}
      className={css.end}
      style={{ gridColumn: `span ${room >= LEAST_ROOM ? room : 12}` }}
      data-target={isDropTarget || undefined}
    >
      {isDropTarget && <div className={css.landing}>{t("builder.dropHere")}</div>}
    </div>
  );
}
