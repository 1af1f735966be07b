import { Input } from "antd";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { type FieldType, PALETTE_GROUPS } from "@/fields/define";
import { useTile } from "../dnd";
import { slotOf } from "./arrange";
import css from "./Palette.module.css";
import { type Design, PALETTE } from "./useDesign";

interface Props {
  design: Design;
  onAdd(type: string): void;
  onPlace(field: string): void;
}

/** The types of fields, to be dragged or added with Enter; below, fields that are on no form yet. */
export function Palette({ design, onAdd, onPlace }: Props) {
  const { t } = useTranslation();
  const [typed, type] = useState("");
  const wanted = typed.trim().toLowerCase();
  const isFound = (each: FieldType) =>
    !wanted ||
    t(`fields.types.${each.type}`).toLowerCase().includes(wanted) ||
    each.type.includes(wanted) ||
    t(`fields.initials.${each.type}`).includes(wanted);
  const loose = [...design.table.fields.values()].filter(
    (field) => !field.isSystem && field.type !== "children" && !slotOf(design.form, field.key),
  );
  return (
    <section className={css.palette} aria-label={t("builder.palette")}>
      <Input
        prefix={<Search size={14} aria-hidden="true" />}
        aria-label={t("builder.searchTypes")}
        placeholder={t("builder.searchTypes")}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onPressEnter={() => {
          const first = PALETTE.find(isFound);
          if (first) onAdd(first.type);
        }}
      />
      {PALETTE_GROUPS.map((group) => {
        const types = PALETTE.filter((each) => each.group === group && isFound(each));
        return types.length === 0 ? null : (
          <div key={group}>
            <h2>{t(`fields.groups.${group}`)}</h2>
            <div className={css.tiles}>
              {types.map((each) => (
                <Tile key={each.type} type={each} onAdd={onAdd} />
              ))}
            </div>
          </div>
        );
      })}
      {loose.length > 0 && (
        <div>
          <h2>{t("builder.loose", { count: loose.length })}</h2>
          <div className={css.loose}>
            {loose.map((field) => (
              <button
                key={field.key}
                type="button"
                className={css.chip}
                title={t(`fields.types.${field.type}`, {
                  defaultValue: fieldType(field.type).type,
                })}
                onClick={() => onPlace(field.key)}
              >
                {field.label}
              </button>
            ))}
          </div>
        </div>
      )}
    </section>
  );
}

function Tile({ type, onAdd }: { type: FieldType; onAdd(type: string): void }) {
  const { t } = useTranslation();
  const { ref, isDragging } = useTile(type.type);
  const Icon = type.icon;
  return (
    <button
      ref={ref}
      type="button"
      className={css.tile}
      data-dragging={isDragging || undefined}
      data-type={type.type}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        onAdd(type.type);
      }}
      onDoubleClick={() => onAdd(type.type)}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {t(`fields.types.${type.type}`)}
    </button>
  );
}
