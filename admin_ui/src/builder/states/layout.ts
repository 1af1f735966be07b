import type { StateMachineDocument } from "@/metadata/types";

export const NODE = { width: 176, height: 69 };
const GAP = 156;
const LEVEL = 36;
const EDGE = 24;
const STEP = 14;

/** A move drawn between two states. */
export interface Arrow {
  move: string;
  from: string;
  to: string;
  isBack: boolean;
  path: string;
  /** Whether its label stands here: one of several beginnings has it. */
  isNamed: boolean;
  x: number;
  y: number;
}

export interface Drawing {
  width: number;
  height: number;
  nodes: { key: string; x: number; y: number }[];
  arrows: Arrow[];
}

interface Span {
  move: string;
  from: number;
  to: number;
}

/**
 * States in a row in their order. A move to the next one is a straight arrow; others go round:
 * forward below, back above, each on a level of its own where it would cross another.
 */
export function drawn(machine: StateMachineDocument): Drawing {
  const order = machine.states.map(({ key }) => key);
  const spans = (machine.transitions ?? []).flatMap((move) =>
    move.from.map((from) => ({
      move: move.key,
      from: order.indexOf(from),
      to: order.indexOf(move.to),
    })),
  );
  const known = spans.filter(({ from, to }) => from >= 0 && to >= 0);
  const straight = firstToNext(known);
  const round = known.filter((span) => !straight.includes(span));
  const above = levelled(round.filter(({ from, to }) => to <= from));
  const below = levelled(round.filter(({ from, to }) => to > from));
  const top = EDGE + count(above) * LEVEL;
  const ports = new Ports();
  const arrows = [
    ...straight.map((span) => straightArrow(span, order, top)),
    ...above.map(([span, level]) => roundArrow(span, order, top, top - (level + 1) * LEVEL, ports)),
    ...below.map(([span, level]) =>
      roundArrow(span, order, top, top + NODE.height + (level + 1) * LEVEL, ports),
    ),
  ];
  return {
    width: EDGE * 2 + order.length * NODE.width + Math.max(0, order.length - 1) * GAP,
    height: top + NODE.height + count(below) * LEVEL + EDGE,
    nodes: order.map((key, index) => ({ key, x: left(index), y: top })),
    arrows,
  };
}

const left = (index: number): number => EDGE + index * (NODE.width + GAP);

/** Of the moves to the next state the first; two arrows do not lie on each other. */
function firstToNext(spans: readonly Span[]): Span[] {
  const seen = new Set<number>();
  return spans.filter(({ from, to }) => to === from + 1 && !seen.has(from) && seen.add(from));
}

/** Each span with the lowest level where its move crosses no other; short moves come first. A
 * move with several beginnings is one line that they all lead into. */
function levelled(spans: readonly Span[]): [Span, number][] {
  const levels: (readonly [number, number])[][] = [];
  const moves = [...new Set(spans.map(({ move }) => move))].map((move) => {
    const own = spans.filter((span) => span.move === move);
    const ends = own.flatMap(({ from, to }) => [from, to]);
    return { own, low: Math.min(...ends), high: Math.max(...ends) };
  });
  return moves
    .sort((one, other) => one.high - one.low - (other.high - other.low))
    .flatMap(({ own, low, high }) => {
      const free = levels.findIndex((level) => !level.some(([a, b]) => a <= high && low <= b));
      const level = free < 0 ? levels.length : free;
      levels[level] = [...(levels[level] ?? []), [low, high]];
      return own.map((span): [Span, number] => [span, level]);
    });
}

const count = (levelled: readonly [Span, number][]): number =>
  Math.max(0, ...levelled.map(([, level]) => level + 1));

/** Where arrows leave and reach a node: side by side, not on each other. */
class Ports {
  private readonly taken = new Map<string, number>();
  private readonly reached = new Map<string, number>();
  private readonly named = new Set<string>();

  /** All arrows of a move reach its state at one place. */
  last(side: string, index: number, move: string): number {
    const name = `${side} ${move}`;
    const known = this.reached.get(name) ?? this.next(side, index);
    this.reached.set(name, known);
    return known;
  }

  /** Whether the move has its label on this side; asked again, it has. */
  isNamed(move: string, side: string): boolean {
    const name = `${side} ${move}`;
    const is = this.named.has(name);
    this.named.add(name);
    return is;
  }

  next(side: string, index: number): number {
    const name = `${side} ${index}`;
    const nth = this.taken.get(name) ?? 0;
    this.taken.set(name, nth + 1);
    const off = Math.ceil(nth / 2) * (nth % 2 === 0 ? 1 : -1) * STEP;
    const middle = left(index) + NODE.width / 2;
    return middle + Math.max(-NODE.width / 2 + 8, Math.min(NODE.width / 2 - 8, off));
  }
}

function straightArrow({ move, from, to }: Span, order: readonly string[], top: number): Arrow {
  const y = top + NODE.height / 2;
  const start = left(from) + NODE.width;
  const end = left(to);
  return {
    move,
    from: order[from] ?? "",
    to: order[to] ?? "",
    isBack: false,
    isNamed: true,
    path: `M${start} ${y}H${end - 4}`,
    x: (start + end) / 2,
    y,
  };
}

function roundArrow(
  { move, from, to }: Span,
  order: readonly string[],
  top: number,
  y: number,
  ports: Ports,
): Arrow {
  const isAbove = y < top;
  const side = isAbove ? "above" : "below";
  const edge = isAbove ? top : top + NODE.height;
  const start = ports.next(side, from);
  const end = ports.last(side, to, move);
  const isNamed = !ports.isNamed(move, side);
  const radius = 8;
  const down = isAbove ? -radius : radius;
  const along = end < start ? -radius : radius;
  const tip = isAbove ? edge - 4 : edge + 4;
  return {
    move,
    from: order[from] ?? "",
    to: order[to] ?? "",
    isBack: isAbove,
    isNamed,
    path: [
      `M${start} ${edge}V${y - down}q0 ${down} ${along} ${down}`,
      `H${end - along}q${along} 0 ${along} ${-down}V${tip}`,
    ].join(""),
    x: (start + end) / 2,
    y,
  };
}
