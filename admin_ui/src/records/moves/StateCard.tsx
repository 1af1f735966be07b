import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { ArrowRight, Check, ChevronDown, CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { prospectOf } from "@/api/queries";
import type { Move, PresentState, RecordRow } from "@/api/types";
import { makeMove } from "@/commands/move/makeMove";
import type { Field, StateMachineDocument, Table } from "@/metadata/types";
import { labelText } from "@/text/t";
import { usePhone } from "@/ui/usePhone";
import { WhyChip } from "../why/Why";
import { type Need, needsOf } from "./needs";
import { OverrideButton, overrideState } from "./Override";
import { byWay, type Step, stepsOf } from "./path";
import css from "./StateCard.module.css";
import { Stay } from "./Stay";

interface Props {
  table: Table;
  record: RecordRow;
  machine: StateMachineDocument;
  /** The way to where what is missing can be filled in. */
  onEdit?: () => void;
}

/** Where a record stands on its way, what comes next, and what that still needs. */
export function StateCard({ table, record, machine, onEdit }: Props) {
  const { t } = useTranslation();
  const field = table.fields.get(machine.field);
  const state = String(record.values[machine.field] ?? "");
  const prospect = useQuery(prospectOf(table.app, table.key, record.id));
  if (!field || !state) return null;
  const offered = byWay(
    (prospect.data?.transitions ?? []).filter((move) =>
      machine.transitions?.some((each) => each.key === move.key),
    ),
    machine,
    state,
  );
  const present = prospect.data?.states?.find((each) => each.field === machine.field);
  return (
    <section className={css.card} aria-label={field.label}>
      <Path field={field} machine={machine} state={state} table={table} record={record} />
      {present && <Stay table={table} record={record} present={present} />}
      {offered.length > 0 ? (
        <Next
          table={table}
          record={record}
          machine={machine}
          moves={offered}
          present={present}
          onEdit={onEdit}
        />
      ) : (
        prospect.data && (
          <p className={css.end}>
            {t("record.move.none")}
            {present?.may_override && (
              <OverrideButton table={table} record={record} field={field} />
            )}
          </p>
        )
      )}
    </section>
  );
}

function Path({
  field,
  machine,
  state,
  table,
  record,
}: {
  field: Field;
  machine: StateMachineDocument;
  state: string;
  table: Table;
  record: RecordRow;
}) {
  const { t } = useTranslation();
  const steps = stepsOf(machine, state);
  const labelOf = (value: string) =>
    field.options.find((option) => option.value === value)?.label ?? value;
  const nameOf = ({ phase, states: [first = ""], place }: Step) => {
    const found = machine.phases?.find(({ key }) => key === phase);
    if (!found) return labelOf(place === "here" ? state : first);
    const name = labelText(found.label);
    return place === "here"
      ? t("record.move.inPhase", { phase: name, state: labelOf(state) })
      : name;
  };
  const at = steps.findIndex((step) => step.place === "here");
  return (
    <div className={css.path}>
      <ol>
        {steps.map((step) => (
          <li
            key={step.phase ?? step.states[0]}
            data-place={step.place}
            aria-current={step.place === "here" ? "step" : undefined}
          >
            <i aria-hidden="true">
              {step.place === "done" && <Check size={12} strokeWidth={2.25} />}
            </i>
            <span>{nameOf(step)}</span>
          </li>
        ))}
      </ol>
      <p className={css.count}>
        <strong>{labelOf(state)}</strong> {t("record.move.step", { at: at + 1, of: steps.length })}
      </p>
      <WhyChip table={table} record={record} field={field} />
    </div>
  );
}

function Next({
  table,
  record,
  machine,
  moves,
  present,
  onEdit,
}: Omit<Props, "record"> & {
  record: RecordRow;
  moves: Move[];
  present: PresentState | undefined;
}) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const [first, ...others] = moves;
  const field = table.fields.get(machine.field);
  const mayOverride = present?.may_override === true;
  if (!first) return null;
  const needs = needsOf(first, machine, table, record);
  return (
    <div className={css.next}>
      <p className={css.name}>
        <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        <span>{t("record.move.next")}</span> <strong>{first.label}</strong>
      </p>
      <ul className={css.needs}>
        {needs.map((need) => (
          <NeedMark key={need.text} need={need} />
        ))}
      </ul>
      {!isPhone && (
        <MoveButton
          table={table}
          record={record}
          move={first}
          needs={needs}
          onEdit={onEdit}
          isMain
        />
      )}
      {(others.length > 0 || mayOverride) && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              ...others.map((move) => ({
                key: move.key,
                disabled: !move.is_open,
                label: (
                  <span className={css.item}>
                    {move.label}
                    {!move.is_open && (
                      <small>
                        {needsOf(move, machine, table, record)
                          .map((need) => need.text)
                          .join("，")}
                      </small>
                    )}
                  </span>
                ),
              })),
              ...(mayOverride
                ? [
                    { type: "divider" as const },
                    { key: OVERRIDE, label: t("commands.move.override") },
                  ]
                : []),
            ],
            onClick: ({ key }) => {
              if (key === OVERRIDE && field) void overrideState(table, record, field);
              const move = others.find((each) => each.key === key);
              if (move) void makeMove(table, record, move);
            },
          }}
        >
          <Button aria-label={t("record.move.others")} icon={<ChevronDown size={16} />} />
        </Dropdown>
      )}
    </div>
  );
}

/** No key of a move looks like it. */
const OVERRIDE = "~override";

function NeedMark({ need }: { need: Need }) {
  return (
    <li data-met={need.isMet}>
      {need.isMet ? (
        <Check size={14} strokeWidth={2.25} aria-hidden="true" />
      ) : (
        <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
      )}
      {need.text}
    </li>
  );
}

/** A move as a button; a closed one says how much is missing and leads to where it is filled in. */
export function MoveButton({
  table,
  record,
  move,
  needs,
  onEdit,
  isMain,
}: {
  table: Table;
  record: RecordRow;
  move: Move;
  needs: Need[];
  onEdit?: () => void;
  isMain?: boolean;
}) {
  const { t } = useTranslation();
  const missing = needs.filter((need) => !need.isMet).length;
  const label = missing
    ? t("record.move.missing", { move: move.label, count: missing })
    : move.label;
  return (
    <Button
      type={isMain ? "primary" : "default"}
      disabled={!move.is_open && !onEdit}
      onClick={() => (move.is_open ? void makeMove(table, record, move) : onEdit?.())}
    >
      {label}
    </Button>
  );
}
