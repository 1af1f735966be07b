import { CircleHelp, ListChecks, ShieldCheck, TriangleAlert } from "lucide-react";
import type { Color } from "@/api/colors";
import { useNow } from "@/ui/useNow";
import type { Kind, Todo } from "./todos";
import css from "./todos.module.css";

const ICONS = { confirm: CircleHelp, approval: ShieldCheck, task: ListChecks } as const;
const COLORS: Record<Kind, Color> = { confirm: "indigo", approval: "teal", task: "grey" };

/** What kind of to-do it is; red and with a warning once its time is over. */
export function TodoIcon({ todo }: { todo: Todo }) {
  const now = useNow(30);
  const isOver = todo.state === "open" && todo.due_at !== null && Date.parse(todo.due_at) < now;
  const Icon = isOver ? TriangleAlert : ICONS[todo.kind];
  const color = isOver ? "red" : COLORS[todo.kind];
  return (
    <span
      className={css.icon}
      style={{ background: `var(--${color}-bg)`, color: `var(--${color}-tx)` }}
      aria-hidden="true"
    >
      <Icon size={16} strokeWidth={1.75} />
    </span>
  );
}
