import { Button, Dropdown, type MenuProps } from "antd";
import { Download, Ellipsis, Plus, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Color } from "@/api/colors";
import type { Table } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { ThingBox } from "@/ui/ThingIcon";
import css from "./ListPage.module.css";
import type { TableRights } from "./rights";

interface Props {
  table: Table;
  color: Color;
  count: number | undefined;
  rights: TableRights | undefined;
  isPhone: boolean;
  onNew(): void;
  onExport(): void;
}

/** What the list is of, how much of it there is, and the ways to more. */
export function TitleBar({ table, color, count, rights, isPhone, onNew, onExport }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const items: MenuProps["items"] = [
    ...(rights?.import && isPhone
      ? [{ key: "import", icon: <Upload size={14} />, label: t("list.import") }]
      : []),
    ...(rights?.export
      ? [
          {
            key: "export",
            icon: <Download size={14} />,
            label: t("list.export.label"),
          },
        ]
      : []),
  ];
  const toImport = () => navigate(`/a/${table.app}/${table.key}/import`);
  return (
    <header className={css.title}>
      <ThingBox icon={table.icon ?? "folder"} name={table.label} color={color} />
      <h1>{table.label}</h1>
      {count !== undefined && <span className={css.total}>{t("list.total", { count })}</span>}
      <span className={css.space} />
      {rights?.import && !isPhone && (
        <Button
          type="text"
          icon={<Upload size={14} strokeWidth={1.75} />}
          onClick={() => void toImport()}
        >
          {t("list.import")}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown
          trigger={["click"]}
          placement="bottomRight"
          menu={{
            items,
            onClick: ({ key }) => (key === "import" ? void toImport() : onExport()),
          }}
        >
          <IconButton icon={Ellipsis} label={t("ui.more")} />
        </Dropdown>
      )}
      {rights?.create && !isPhone && (
        <Button type="primary" icon={<Plus size={16} strokeWidth={1.75} />} onClick={onNew}>
          {t("list.new", { table: table.label })}
        </Button>
      )}
    </header>
  );
}
