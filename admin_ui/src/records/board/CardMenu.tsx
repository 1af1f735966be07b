import { Popover } from "antd";
import { Lock } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoves } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import { makeMove } from "@/commands/move/makeMove";
import type { Table } from "@/metadata/types";
import css from "./Card.module.css";

/** The moves of a card in a menu; asked for when it opens. */
export function CardMenu({
  table,
  row,
  children,
}: {
  table: Table;
  row: RecordRow;
  children: ReactElement;
}) {
  const [isOpen, open] = useState(false);
  return (
    <Popover
      trigger={["click"]}
      placement="bottomRight"
      open={isOpen}
      onOpenChange={open}
      destroyOnHidden
      arrow={false}
      styles={{ container: { padding: 4 } }}
      content={<Moves table={table} row={row} onDone={() => open(false)} />}
    >
      {children}
    </Popover>
  );
}

function Moves({ table, row, onDone }: { table: Table; row: RecordRow; onDone(): void }) {
  const { t } = useTranslation();
  const moves = useMoves(table.app, table.key, row.id);
  if (!moves.data)
    return <p className={css.moves}>{t(moves.error ? "ui.failed" : "ui.loading")}</p>;
  if (moves.data.length === 0) return <p className={css.moves}>{t("record.move.none")}</p>;
  return (
    <ul className={css.moves}>
      {moves.data.map((move) => (
        <li key={move.key}>
          <button
            type="button"
            aria-disabled={!move.is_open}
            onClick={() => {
              if (!move.is_open) return;
              onDone();
              void makeMove(table, row, move);
            }}
          >
            <span>
              {!move.is_open && <Lock size={14} strokeWidth={1.75} aria-hidden="true" />}
              {move.label}
            </span>
            {move.problems.map((problem) => (
              <small key={problem.message}>{problem.message}</small>
            ))}
          </button>
        </li>
      ))}
    </ul>
  );
}
