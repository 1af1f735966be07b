import { Segmented } from "antd";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { fieldType } from "@/fields";
import { Tag } from "@/ui/Tag";
import type { TabProps } from "../BuildPage";
import { DragBoard, type Dragged } from "../dnd";
import { Tools } from "../Tools";
import { placed, type Slot, slotOf } from "./arrange";
import { Canvas, type Device } from "./Canvas";
import css from "./FormDesigner.module.css";
import { Palette } from "./Palette";
import { Properties } from "./Properties";
import { type Design, type Selection, useDesign } from "./useDesign";

/** What is selected, and since when: another selection begins the properties anew. */
interface Chosen {
  selection: Selection;
  count: number;
  isOpened: boolean;
}

/** The form of a table: types on the left, the form as people will see it, properties right. */
export default function FormDesigner({ model, tableKey }: TabProps) {
  const design = useDesign(model, tableKey);
  const [device, setDevice] = useState<Device>("desktop");
  const [words] = useSearchParams();
  const named = words.get("field");
  const [chosen, choose] = useState<Chosen>({
    selection: named ? { field: named } : null,
    count: 0,
    isOpened: named !== null && design.isNew(named),
  });
  const { selection } = chosen;
  const selected = selection && "field" in selection ? selection.field : null;
  const select = (next: Selection, isOpened = false) =>
    choose(({ count }) => ({ selection: next, count: count + 1, isOpened }));
  const add = (type: string, slot: Slot) => select({ field: design.add(type, slot) }, true);

  function drop(dragged: Dragged, slot: Slot) {
    if (dragged.kind === "type") add(dragged.type, slot);
    else {
      design.putForm(placed(design.form, dragged.field, slot));
      select({ field: dragged.field });
    }
  }

  return (
    <DragBoard lifted={(dragged) => <Lifted dragged={dragged} design={design} />} onDrop={drop}>
      <Tools>
        <DeviceSwitch device={device} onChange={setDevice} />
      </Tools>
      <div className={css.designer}>
        <Palette
          design={design}
          onAdd={(type) => add(type, cursorOf(design, selection))}
          onPlace={(field) => {
            design.putForm(placed(design.form, field, cursorOf(design, selection)));
            select({ field });
          }}
        />
        <div className={css.middle}>
          <Canvas design={design} device={device} selection={selection} onSelect={select} />
        </div>
        <Properties
          key={chosen.count}
          design={design}
          model={model}
          selection={selection}
          isOpened={chosen.isOpened}
          onSelect={select}
          onKey={(field) =>
            choose((now) =>
              now.count === chosen.count && selected ? { ...now, selection: { field } } : now,
            )
          }
        />
      </div>
    </DragBoard>
  );
}

/** After what is selected, else at the end of the form. */
function cursorOf(design: Design, selection: Selection): Slot {
  const { sections } = design.form;
  const slot = selection && "field" in selection ? slotOf(design.form, selection.field) : null;
  if (slot) return { section: slot.section, index: slot.index + 1 };
  const last =
    selection && "section" in selection && sections[selection.section]
      ? selection.section
      : sections.length - 1;
  return { section: last, index: sections[last]?.fields.length ?? 0 };
}

function DeviceSwitch({ device, onChange }: { device: Device; onChange(device: Device): void }) {
  const { t } = useTranslation();
  return (
    <Segmented
      className={css.device}
      size="small"
      aria-label={t("builder.device")}
      value={device}
      onChange={onChange}
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
  );
}

function Lifted({ dragged, design }: { dragged: Dragged; design: Design }) {
  const { t } = useTranslation();
  const field = dragged.kind === "field" ? design.table.fields.get(dragged.field) : undefined;
  const type = dragged.kind === "type" ? dragged.type : (field?.type ?? "text");
  const Icon = fieldType(type).icon;
  return (
    <div className={css.lifted}>
      <span className={css.line}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <strong>{field?.label ?? t(`fields.types.${type}`)}</strong>
        {field && <small>{t(`fields.types.${type}`)}</small>}
      </span>
      {field && field.options.length > 0 && (
        <span className={css.line}>
          {field.options.slice(0, 4).map((option) => (
            <Tag key={option.value} color={option.color}>
              {option.label}
            </Tag>
          ))}
        </span>
      )}
    </div>
  );
}
