import { Input } from "antd";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import { type FieldType, PALETTE_GROUPS } from "@/fields/define";
import type { Field } from "@/metadata/types";
import { useLoose, useTile } from "../dnd";
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
  const { t, i18n } = useTranslation();
  const [typed, type] = useState("");
  const wanted = typed.trim().toLowerCase();
  const isFound = (each: FieldType) =>
    !wanted ||
    t(`fields.types.${each.type}`).toLowerCase().includes(wanted) ||
    each.type.includes(wanted) ||
    t(`fields.initials.${each.type}`).includes(wanted);
  const found = PALETTE.filter(isFound);
  const loose = [...design.table.fields.values()].filter(
    (field) =>
      !field.isSystem && !slotOf(design.form, field.key) && field.label.includes(typed.trim()),
  );
  return (
    <section className={css.palette} aria-label={t("builder.palette")} onKeyDown={walk}>
      <Input
        prefix={<Search size={14} aria-hidden="true" />}
        aria-label={t("builder.searchTypes")}
        placeholder={t("builder.searchTypes")}
        allowClear
        value={typed}
        onChange={(event) => type(event.target.value)}
        onPressEnter={() => {
          if (!found[0]) return;
          onAdd(found[0].type);
          type("");
        }}
      />
      {found.length === 0 && loose.length === 0 && (
        <p className={css.nothing}>{t("builder.noType", { typed: typed.trim() })}</p>
      )}
      {PALETTE_GROUPS.map((group) => {
        const types = found.filter((each) => each.group === group);
        return types.length === 0 ? null : (
          <div key={group}>
            <h2>{t(`fields.groups.${group}`)}</h2>
            <div className={css.tiles} data-language={i18n.language}>
              {types.map((each) => (
                <Tile key={each.type} type={each} isFirst={each === found[0]} onAdd={onAdd} />
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
              <Chip key={field.key} field={field} onPlace={onPlace} />
            ))}
          </div>
        </div>
      )}
    </section>
  );
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 2, ArrowLeft: -1, ArrowUp: -2 };

/** Arrows walk through the tiles; the whole palette is one stop of the Tab key. */
function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const isTyping = event.target instanceof HTMLInputElement;
  if (!step || (isTyping && event.key !== "ArrowDown")) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-tile]")];
  const at = isTyping ? -step : tiles.indexOf(event.target as HTMLElement);
  const next = tiles[Math.min(at + step, tiles.length - 1)];
  event.preventDefault();
  if (next) next.focus();
  else event.currentTarget.querySelector("input")?.focus();
}

function Tile({
  type,
  isFirst,
  onAdd,
}: {
  type: FieldType;
  isFirst: boolean;
  onAdd(type: string): void;
}) {
  const { t } = useTranslation();
  const { ref, isDragging } = useTile(type.type);
  const Icon = type.icon;
  return (
    <button
      ref={ref}
      type="button"
      className={css.tile}
      data-dragging={isDragging || undefined}
      data-tile={type.type}
      tabIndex={isFirst ? 0 : -1}
      title={t("builder.tileHint", { name: t(`fields.types.${type.type}`) })}
      onClick={(event) => event.detail !== 1 && onAdd(type.type)}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>{t(`fields.types.${type.type}`)}</span>
    </button>
  );
}

function Chip({ field, onPlace }: { field: Field; onPlace(field: string): void }) {
  const { t } = useTranslation();
  const { ref, isDragging } = useLoose(field.key);
  const Icon = fieldType(field.type).icon;
  return (
    <button
      ref={ref}
      type="button"
      className={css.chip}
      data-tile={field.key}
      data-dragging={isDragging || undefined}
      title={t(`fields.types.${field.type}`)}
      onClick={() => onPlace(field.key)}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {field.label}
    </button>
  );
}
