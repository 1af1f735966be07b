import { Button } from "antd";
import { FileSpreadsheet, Filter, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Table } from "@/metadata/types";
import { StateBox } from "@/ui/StateBox";
import { THING_ICONS } from "@/ui/ThingIcon";
import type { TableRights } from "./rights";
import type { ListState } from "./useListState";

interface Props {
  table: Table;
  state: ListState;
  rights: TableRights | undefined;
  onNew(): void;
}

/** A list without rows: why, and what to do next. */
export function Empty({ table, state, rights, onNew }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (state.search !== "")
    return (
      <StateBox
        icon={SearchX}
        title={t("list.nothingFound", { typed: state.search })}
        text={t("list.nothingFoundText")}
      >
        <Button onClick={() => state.change({ search: "" })}>{t("list.clearSearch")}</Button>
      </StateBox>
    );
  if (state.filter !== "")
    return (
      <StateBox
        icon={Filter}
        title={t("list.noMatch", { table: table.label })}
        text={t("list.noMatchText")}
      >
        <Button onClick={() => state.change({ filter: "" })}>{t("list.filter.clear")}</Button>
        {state.isChanged && (
          <Button type="text" onClick={state.reset}>
            {t("list.asView")}
          </Button>
        )}
      </StateBox>
    );
  return (
    <StateBox
      icon={THING_ICONS[table.icon ?? ""]}
      title={t("list.empty", { table: table.label })}
      text={t(rights?.create ? "list.emptyText" : "list.emptyLocked")}
    >
      {rights?.create && (
        <Button type="primary" onClick={onNew}>
          {t("list.new", { table: table.label })}
        </Button>
      )}
      {rights?.import && (
        <Button
          icon={<FileSpreadsheet size={14} strokeWidth={1.75} />}
          onClick={() => navigate(`/a/${table.app}/${table.key}/import`)}
        >
          {t("list.import")}
        </Button>
      )}
    </StateBox>
  );
}
