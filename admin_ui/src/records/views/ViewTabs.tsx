import { Dropdown } from "antd";
import { ChevronDown, Lock, SquareKanban, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Table } from "@/metadata/types";
import { useCount } from "../grid/useRows";
import { keep } from "./kept";
import css from "./ViewTabs.module.css";
import type { ListView } from "./views";

interface Props {
  table: Table;
  views: ListView[];
  present: ListView;
  onGone(): void;
}

/** The views of a table as tabs, each with how many records it holds. */
export function ViewTabs({ table, views, present, onGone }: Props) {
  const { t } = useTranslation();
  return (
    <nav className={css.tabs} aria-label={t("list.views")}>
      {views.map((view) => (
        <span key={view.key} className={css.tab} data-on={view === present || undefined}>
          <Link
            to={view.key ? `?view=${view.key}` : "?"}
            aria-current={view === present ? "page" : undefined}
            title={view.isOwn ? t("list.ownView") : undefined}
          >
            <ViewIcon view={view} />
            {view.label}
            {view.filter && <TabCount table={table} view={view} />}
          </Link>
          {view === present && view.isOwn && <OwnMenu table={table} view={view} onGone={onGone} />}
        </span>
      ))}
    </nav>
  );
}

function ViewIcon({ view }: { view: ListView }) {
  const Icon = view.isOwn ? Lock : view.board ? SquareKanban : Table2;
  return <Icon size={14} strokeWidth={1.75} aria-hidden="true" />;
}

function TabCount({ table, view }: { table: Table; view: ListView }) {
  const count = useCount(table, { filter: view.filter, search: "" });
  return count === undefined ? null : <small>{count.toLocaleString()}</small>;
}

function OwnMenu({ table, view, onGone }: { table: Table; view: ListView; onGone(): void }) {
  const { t } = useTranslation();
  const remove = () => {
    keep(table, (kept) => ({
      ...kept,
      views: kept.views.filter((each) => each.key !== view.key),
      columns: Object.fromEntries(Object.entries(kept.columns).filter(([key]) => key !== view.key)),
    }));
    onGone();
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [{ key: "remove", danger: true, label: t("list.removeView") }],
        onClick: remove,
      }}
    >
      <button type="button" className={css.menu} aria-label={t("ui.more")}>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </Dropdown>
  );
}
