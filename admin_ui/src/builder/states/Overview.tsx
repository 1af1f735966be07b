import { ListChecks, Timer } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StateMachineDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { Dot } from "@/ui/Tag";
import { type Arrow, drawn, NODE } from "./layout";
import type { State } from "./machine";
import css from "./Overview.module.css";
import type { Chosen } from "./StatesTab";

const isNamed = (arrow: Arrow): boolean => arrow.isNamed;

/** The machine as a drawing; a state or a move is chosen by a click. */
export function Overview({
  machine,
  chosen,
  onChoose,
}: {
  machine: StateMachineDocument;
  chosen: Chosen | null;
  onChoose(next: Chosen): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const drawing = useMemo(() => drawn(machine), [machine]);
  const labelOf = (key: string) =>
    labelText(machine.transitions?.find((move) => move.key === key)?.label, language);
  const isOn = (arrow: Arrow) => chosen?.kind === "move" && chosen.key === arrow.move;
  return (
    <section className={css.canvas} aria-label={t("states.drawing")}>
      <div className={css.sheet} style={{ width: drawing.width, height: drawing.height }}>
        <svg width={drawing.width} height={drawing.height} aria-hidden="true">
          <defs>
            {["forward", "on"].map((kind) => (
              <marker
                key={kind}
                id={`tip-${kind}`}
                viewBox="0 0 8 8"
                refX="4"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto-start-reverse"
              >
                <path d="M0 0L8 4L0 8Z" className={css.tip} data-on={kind === "on" || undefined} />
              </marker>
            ))}
          </defs>
          {drawing.arrows.map((arrow) => (
            <path
              key={`${arrow.move} ${arrow.from}`}
              d={arrow.path}
              className={css.arrow}
              data-back={arrow.isBack || undefined}
              data-on={isOn(arrow) || undefined}
              markerEnd={`url(#tip-${isOn(arrow) ? "on" : "forward"})`}
            />
          ))}
        </svg>
        {drawing.nodes.map(({ key, x, y }) => {
          const state = machine.states.find((each) => each.key === key);
          return state ? (
            <Node
              key={key}
              machine={machine}
              state={state}
              style={{ left: x, top: y, width: NODE.width, height: NODE.height }}
              isOn={chosen?.kind === "state" && chosen.key === key}
              onChoose={() => onChoose({ kind: "state", key })}
            />
          ) : null;
        })}
        {drawing.arrows.filter(isNamed).map((arrow) => (
          <button
            key={`${arrow.move} ${arrow.from}`}
            type="button"
            className={css.label}
            style={{ left: arrow.x, top: arrow.y }}
            aria-pressed={isOn(arrow)}
            onClick={() => onChoose({ kind: "move", key: arrow.move })}
          >
            {labelOf(arrow.move)}
          </button>
        ))}
      </div>
    </section>
  );
}

function Node({
  machine,
  state,
  style,
  isOn,
  onChoose,
}: {
  machine: StateMachineDocument;
  state: State;
  style: React.CSSProperties;
  isOn: boolean;
  onChoose(): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const isEnd = !machine.transitions?.some((move) => move.from.includes(state.key));
  const place = state.key === machine.initial ? "start" : isEnd ? "end" : null;
  return (
    <button type="button" className={css.node} style={style} aria-pressed={isOn} onClick={onChoose}>
      <span className={css.name}>
        <Dot color={state.color ?? "grey"}>{labelText(state.label, language)}</Dot>
        {place && <small>{t(`states.place.${place}`)}</small>}
      </span>
      <span className={css.fact}>
        {state.limit ? (
          <>
            <Timer size={14} strokeWidth={1.75} aria-hidden="true" />
            {t("states.within", { within: durationText(state.limit.within, t) })}
          </>
        ) : state.checklist?.length ? (
          <>
            <ListChecks size={14} strokeWidth={1.75} aria-hidden="true" />
            {t("states.items", { count: state.checklist.length })}
          </>
        ) : null}
      </span>
    </button>
  );
}

/** A duration as people say it: 72 小时. */
export function durationText(text: string, t: (name: string) => string): string {
  const [, amount = text, unit = ""] = /^(-?[\d.]+)([a-z]+)$/.exec(text) ?? [];
  return unit ? `${amount} ${t(`properties.units.${unit}`)}` : amount;
}
