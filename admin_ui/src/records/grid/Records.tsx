import type { ReactNode } from "react";
import { ApiError } from "@/api/errors";
import type { RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Cards } from "./Cards";
import { changed, choicesOf, moved, nextSort } from "./columns";
import { Empty } from "./Empty";
import { Grid } from "./Grid";
import css from "./ListPage.module.css";
import type { ListParts } from "./useList";

interface Props {
  table: Table;
  list: ListParts;
  isPhone: boolean;
  onOpen(row: RecordRow): void;
  onNew(): void;
}

/** The records, or why there are none. */
export function Records({ table, list, isPhone, onOpen, onNew }: Props) {
  const { language } = useLook();
  const { records, rows, columns, state, rights } = list;
  // Without a network nothing is asked: what stands here belongs to another question.
  if (records.isPaused && (records.isPlaceholderData || !records.data))
    return (
      <State>
        <ErrorBox error={new ApiError(0, "offline", "offline")} />
      </State>
    );
  if (records.error && rows.length === 0)
    return (
      <State>
        <ErrorBox error={records.error} retry={() => void records.refetch()} />
      </State>
    );
  if (records.isLoading)
    return (
      <State>
        <Loading rows={12} />
      </State>
    );
  if (rows.length === 0)
    return (
      <State>
        <Empty table={table} state={state} rights={rights} onNew={onNew} />
      </State>
    );
  const shared = {
    table,
    columns,
    rows,
    expanded: list.expanded,
    hasMore: records.hasNextPage,
    onMore: list.more,
    onOpen,
  };
  if (isPhone) return <Cards {...shared} />;
  const { sort } = state;
  return (
    <Grid
      {...shared}
      language={language}
      density={list.density}
      rights={rights}
      selection={list.selection}
      sort={sort}
      count={list.count}
      opened={state.record}
      onSort={(field, isSecond) => state.change({ sort: nextSort(sort, field, isSecond) })}
      onWidth={(field, width) => list.setColumns(changed(choicesOf(columns), field, { width }))}
      onMoveColumn={(field, before) => list.setColumns(moved(choicesOf(columns), field, before))}
    />
  );
}

/** What stands where rows would be: in the middle of what they would take. */
function State({ children }: { children: ReactNode }) {
  return <div className={css.state}>{children}</div>;
}
