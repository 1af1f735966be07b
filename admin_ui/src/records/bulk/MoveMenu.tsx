import { Dropdown } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/client";
import { queryClient, recordPath } from "@/api/queries";
import type { Move, RecordRow } from "@/api/types";
import { makeMove } from "@/commands/move/makeMove";
import type { Table } from "@/metadata/types";
import { notify } from "@/ui/Notices";
import { wordsOf } from "./removeMany";

/** Records whose moves are looked at before they are offered together. */
const MOST = 100;

interface Offered {
  move: Move;
  open: number;
}

/** The moves that the chosen records may make, with how many of them can. */
export function MoveMenu({
  table,
  rows,
  children,
}: {
  table: Table;
  rows: RecordRow[];
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [offered, offer] = useState<Offered[] | null>(null);
  const load = async () => {
    offer(null);
    offer(await movesOf(table, rows.slice(0, MOST)));
  };
  const run = async (move: Move) => {
    const [only] = rows;
    if (rows.length === 1 && only) return void (await makeMove(table, only, move));
    let done = 0;
    let why = "";
    for (const row of rows)
      await post(`${recordPath(table.app, table.key, row.id)}/transitions/${move.key}`, {}).then(
        () => {
          done += 1;
        },
        (error: unknown) => {
          why = wordsOf(error);
        },
      );
    await queryClient.invalidateQueries({ queryKey: ["records", table.app] });
    const words = { move: move.label, done, left: rows.length - done, why };
    notify({
      text: t(why ? "list.bulk.movedSome" : "list.bulk.moved", words),
      kind: done > 0 ? "done" : "failed",
    });
  };
  const items = offered?.map(({ move, open }) => {
    const needsForm = rows.length > 1 && move.form.some((asked) => asked.required);
    const note = needsForm
      ? t("list.bulk.oneByOne")
      : t("list.bulk.ready", { open, count: Math.min(MOST, rows.length) });
    return {
      key: move.key,
      disabled: open === 0 || needsForm,
      label: move.label,
      extra: note,
    };
  });
  return (
    <Dropdown
      trigger={["click"]}
      placement="top"
      onOpenChange={(isOpen) => isOpen && void load()}
      menu={{
        items: items?.length
          ? items
          : [
              {
                key: "none",
                disabled: true,
                label: t(offered ? "list.bulk.noMoves" : "ui.loading"),
              },
            ],
        onClick: ({ key }) => {
          const found = offered?.find(({ move }) => move.key === key);
          if (found) void run(found.move);
        },
      }}
    >
      {children}
    </Dropdown>
  );
}

async function movesOf(table: Table, rows: RecordRow[]): Promise<Offered[]> {
  const answers = await Promise.all(
    rows.map(({ id }) =>
      get<{ transitions: Move[] }>(`${recordPath(table.app, table.key, id)}/transitions`).catch(
        () => ({ transitions: [] }),
      ),
    ),
  );
  const found = new Map<string, Offered>();
  for (const move of answers.flatMap(({ transitions }) => transitions)) {
    const known = found.get(move.key) ?? { move, open: 0 };
    found.set(move.key, { ...known, open: known.open + (move.is_open ? 1 : 0) });
  }
  return [...found.values()].sort((a, b) => b.open - a.open);
}
