import { Button } from "antd";
import { ChevronDown, ChevronLeft, ChevronUp, Pencil, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { RecordRow } from "@/api/types";
import type { Table } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { usePhone } from "@/ui/usePhone";
import { CommandMenu } from "./CommandMenu";
import css from "./Head.module.css";
import type { Neighbours } from "./useNeighbours";

interface Props {
  table: Table;
  record: RecordRow;
  title: string;
  place: "page" | "drawer";
  neighbours: Neighbours | null;
  onStep?(id: string): void;
  onEdit?: () => void;
  onLeave(): void;
  children?: ReactNode;
}

/** What the record is, where it stands in its list, what may be done with it. */
export function Head({
  table,
  record,
  title,
  place,
  neighbours,
  onStep,
  onEdit,
  onLeave,
  children,
}: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = usePhone();
  const list = `/a/${table.app}/${table.key}`;
  const isDrawer = place === "drawer";
  return (
    <header className={css.head}>
      {isPhone && (
        <IconButton
          icon={isDrawer ? X : ChevronLeft}
          size={20}
          label={t("ui.back")}
          onClick={onLeave}
        />
      )}
      <Link className={css.path} to={list} onClick={isDrawer ? onLeave : undefined}>
        {table.label}
      </Link>
      <span className={css.slash}>/</span>
      <h1 title={title}>
        {isDrawer ? (
          <Link to={`${list}/${record.id}`} onClick={onLeave}>
            {title}
          </Link>
        ) : (
          title
        )}
      </h1>
      {children}
      <span className={css.space} />
      {neighbours && onStep && !isPhone && (
        <span className={css.steps}>
          <span className={css.count}>
            {neighbours.at} / {neighbours.of}
          </span>
          <IconButton
            icon={ChevronUp}
            label={t("record.previous")}
            disabled={!neighbours.before}
            onClick={() => neighbours.before && onStep(neighbours.before)}
          />
          <IconButton
            icon={ChevronDown}
            label={t("record.next")}
            disabled={!neighbours.after}
            onClick={() => neighbours.after && onStep(neighbours.after)}
          />
        </span>
      )}
      {onEdit && !isPhone && (
        <Button icon={<Pencil size={14} strokeWidth={1.75} />} onClick={onEdit}>
          {t("ui.edit")} <kbd className={css.key}>E</kbd>
        </Button>
      )}
      <CommandMenu
        place="record"
        target={{
          table,
          records: [record],
          go: (path) => {
            if (isDrawer) onLeave();
            return navigate(path);
          },
        }}
      />
      {isDrawer && !isPhone && <IconButton icon={X} label={t("ui.close")} onClick={onLeave} />}
    </header>
  );
}
