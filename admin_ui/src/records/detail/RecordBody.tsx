import { Button } from "antd";
import { Pencil } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMoves } from "@/api/queries";
import type { Expanded, RecordRow } from "@/api/types";
import type { AppModel, StateMachineDocument, Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { Dot } from "@/ui/Tag";
import { usePhone } from "@/ui/usePhone";
import { ChildGrid } from "../children/ChildGrid";
import { needsOf } from "../moves/needs";
import { byWay } from "../moves/path";
import { MoveButton, StateCard } from "../moves/StateCard";
import { Beside } from "./Beside";
import { Facts, FieldSection, type Shown } from "./Fields";
import { Head } from "./Head";
import { sectionsOf } from "./layout";
import type { RecordViewProps } from "./RecordView";
import css from "./RecordView.module.css";
import { useFlash } from "./useFlash";
import { useKeys } from "./useKeys";
import { useNeighbours } from "./useNeighbours";
import { useShape } from "./useShape";

interface Props extends RecordViewProps {
  record: RecordRow;
  expanded: Expanded;
  title: string;
  onEdit?: () => void;
}

/** A record as it is looked at: head, way, fields, what belongs to it, what happened. */
export function RecordBody({
  model,
  table,
  record,
  expanded,
  title,
  place,
  onEdit,
  onLeave,
  onStep,
}: Props) {
  const { language } = useLook();
  const isPhone = usePhone();
  const shape = useShape(table, record);
  const flashing = useFlash(record);
  const neighbours = useNeighbours(table, record.id);
  useKeys({
    e: onEdit,
    j: neighbours?.after && onStep ? () => onStep(neighbours.after ?? "") : undefined,
    k: neighbours?.before && onStep ? () => onStep(neighbours.before ?? "") : undefined,
  });
  const readonly = record.rights?.readonly;
  const editable = useMemo(
    () => new Set(onEdit ? shape?.editable.filter((key) => !readonly?.includes(key)) : []),
    [shape, onEdit, readonly],
  );
  const shown: Shown = { table, record, expanded, editable, flashing };
  const machines = table.document.state_machines ?? [];
  const [machine] = machines;
  const sections = sectionsOf(
    table,
    table.detail,
    language,
    (field) =>
      field.key in record.values &&
      field.type !== "children" &&
      (shape?.visible.includes(field.key) ?? true),
  );
  const facts = (table.detail?.header ?? []).flatMap((key) => {
    const field = table.fields.get(key);
    return field && !machines.some((each) => each.field === key) ? [field] : [];
  });
  return (
    <>
      <Head
        table={table}
        record={record}
        title={title}
        place={place}
        neighbours={neighbours}
        onStep={onStep}
        onEdit={onEdit}
        onLeave={onLeave}
      />
      <div className={css.scroll}>
        {isPhone && <Facts fields={facts} shown={shown} />}
        {machines.map((each) => (
          <StateCard
            key={each.field}
            table={table}
            record={record}
            machine={each}
            onEdit={onEdit}
          />
        ))}
        <div className={css.columns}>
          <div className={css.body}>
            {!isPhone && <Facts fields={facts} shown={shown} />}
            {sections.map((section, index) => (
              <FieldSection key={`${section.label} ${index}`} section={section} shown={shown} />
            ))}
            <Children
              model={model}
              table={table}
              record={record}
              editable={shape?.editable ?? []}
            />
          </div>
          <Beside table={table} record={record} expanded={expanded} />
        </div>
      </div>
      {isPhone && <Thumb table={table} record={record} machine={machine} onEdit={onEdit} />}
    </>
  );
}

function Children({
  model,
  table,
  record,
  editable,
}: {
  model: AppModel;
  table: Table;
  record: RecordRow;
  editable: string[];
}) {
  return table.detail?.children?.map((list) => {
    const field = table.fields.get(list.field);
    const [app, key = ""] = (field?.target ?? "").split(".");
    const child = app === model.key ? model.tables.get(key) : undefined;
    return (
      field &&
      child && (
        <ChildGrid
          key={list.field}
          parent={record}
          field={field}
          child={child}
          list={list}
          canCreate={editable.includes(field.key)}
        />
      )
    );
  });
}

/** On a phone the next thing to do lies under the thumb. */
function Thumb({
  table,
  record,
  machine,
  onEdit,
}: {
  table: Table;
  record: RecordRow;
  machine?: StateMachineDocument;
  onEdit?: () => void;
}) {
  const { t } = useTranslation();
  const moves = useMoves(table.app, table.key, record.id).data ?? [];
  const state = String((machine && record.values[machine.field]) ?? "");
  const option =
    machine && table.fields.get(machine.field)?.options.find((each) => each.value === state);
  const [first] = machine ? byWay(moves, machine, state) : [];
  return (
    <footer className={css.thumb}>
      <span className={css.where}>{option && <Dot color={option.color}>{option.label}</Dot>}</span>
      {onEdit && (
        <Button size="large" icon={<Pencil size={16} />} onClick={onEdit}>
          {t("ui.edit")}
        </Button>
      )}
      {first && machine && (
        <MoveButton
          table={table}
          record={record}
          move={first}
          needs={needsOf(first, machine, table, record)}
          onEdit={onEdit}
          isMain
        />
      )}
    </footer>
  );
}
