import { Segmented } from "antd";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { TabProps } from "../BuildPage";
import { DragBoard, type Dragged } from "../dnd";
import { placed, type Slot, slotOf } from "./arrange";
import { Canvas } from "./Canvas";
import css from "./FormDesigner.module.css";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { useDesign } from "./useDesign";

/** The form of a table: types on the left, the form as people will see it, properties right. */
export default function FormDesigner({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const design = useDesign(model, tableKey);
  const [selected, select] = useState<string | null>(null);
  const [device, setDevice] = useState<"desktop" | "phone">("desktop");
  const last = design.form.sections.length - 1;

  /** After what is selected, else at the end of the form. */
  function cursor(): Slot {
    const slot = selected ? slotOf(design.form, selected) : null;
    if (slot) return { section: slot.section, index: slot.index + 1 };
    return { section: last, index: design.form.sections[last]?.fields.length ?? 0 };
  }

  function drop(dragged: Dragged, slot: Slot) {
    if (dragged.kind === "type") select(design.add(dragged.type, slot));
    else {
      design.putForm(placed(design.form, dragged.field, slot));
      select(dragged.field);
    }
  }

  return (
    <DragBoard
      lifted={(dragged) => (
        <Lifted
          dragged={dragged}
          label={
            dragged.kind === "field"
              ? (design.table.fields.get(dragged.field)?.label ?? "")
              : t(`fields.types.${dragged.type}`)
          }
        />
      )}
      onDrop={drop}
    >
      <div className={css.designer}>
        <Palette
          design={design}
          onAdd={(type) => select(design.add(type, cursor()))}
          onPlace={(field) => design.putForm(placed(design.form, field, cursor()))}
        />
        <div className={css.middle}>
          <Segmented
            className={css.device}
            size="small"
            aria-label={t("builder.device")}
            value={device}
            onChange={setDevice}
            options={[
              {
                value: "desktop",
                label: t("builder.desktop"),
                icon: <Monitor size={14} aria-hidden="true" />,
              },
              {
                value: "phone",
                label: t("builder.phone"),
                icon: <Smartphone size={14} aria-hidden="true" />,
              },
            ]}
          />
          <Canvas design={design} device={device} selected={selected} onSelect={select} />
        </div>
        <Properties
          key={selected ?? ""}
          design={design}
          model={model}
          selected={selected}
          onSelect={select}
        />
      </div>
    </DragBoard>
  );
}

function Lifted({ dragged, label }: { dragged: Dragged; label: string }) {
  const Icon = dragged.kind === "type" ? fieldType(dragged.type).icon : null;
  return (
    <div className={css.lifted}>
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      {label}
    </div>
  );
}
