import { Button, Input, Popover } from "antd";
import { ArrowDown, ArrowUp, Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { COLORS, type Color } from "@/api/colors";
import { type Label, labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { type AnySettings, type Properties, useProperties } from "../shared/settings";
import css from "./Settings.module.css";

interface OptionDraft {
  value: string;
  label: Label;
  color?: Color | null;
}

/** The options of a field of its own: name, colour, order; those of a shared set are only named. */
export function Settings(props: AnySettings) {
  const { t } = useTranslation();
  const [document, change] = useProperties(props);
  const [isBulk, setBulk] = useState(false);
  if (!Array.isArray(document.options))
    return <p className={css.note}>{t("fields.sharedOptions")}</p>;
  const options = document.options as OptionDraft[];
  const set = (next: OptionDraft[]) => change({ options: next } as Properties);
  return (
    <div className={css.options}>
      <div className={css.head}>
        <span>{t("fields.options")}</span>
        <Button
          type="link"
          size="small"
          icon={<Plus size={14} />}
          onClick={() => set([...options, fresh(options, t)])}
        >
          {t("fields.addOption")}
        </Button>
        <Button type="link" size="small" onClick={() => setBulk(!isBulk)}>
          {t("fields.bulk")}
        </Button>
      </div>
      {isBulk && (
        <Bulk
          onDone={(labels) => {
            setBulk(false);
            let next = options;
            for (const label of labels) next = [...next, { ...fresh(next, t), label }];
            set(next);
          }}
        />
      )}
      {options.map((option, index) => (
        <OptionRow
          key={option.value}
          option={option}
          isFirst={index === 0}
          isLast={index === options.length - 1}
          onChange={(next) => set(options.map((each) => (each === option ? next : each)))}
          onMove={(by) => set(moved(options, index, by))}
          onRemove={() => set(options.filter((each) => each !== option))}
        />
      ))}
    </div>
  );
}

function OptionRow({
  option,
  isFirst,
  isLast,
  onChange,
  onMove,
  onRemove,
}: {
  option: OptionDraft;
  isFirst: boolean;
  isLast: boolean;
  onChange(next: OptionDraft): void;
  onMove(by: number): void;
  onRemove(): void;
}) {
  const { t } = useTranslation();
  const name = labelText(option.label);
  return (
    <div className={css.row}>
      <Swatches
        color={option.color ?? "grey"}
        name={name}
        onChoose={(color) => onChange({ ...option, color })}
      />
      <Input
        aria-label={t("fields.optionName")}
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={(event) =>
          onChange({ ...option, label: renamed(option.label, event.target.value) })
        }
        suffix={<span className={css.value}>{option.value}</span>}
      />
      <IconButton
        icon={ArrowUp}
        size={14}
        label={t("fields.moveUp", { name })}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon={ArrowDown}
        size={14}
        label={t("fields.moveDown", { name })}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton
        icon={X}
        size={14}
        label={t("fields.removeOption", { name })}
        onClick={onRemove}
      />
    </div>
  );
}

function Swatches({
  color,
  name,
  onChoose,
}: {
  color: Color;
  name: string;
  onChoose(color: Color): void;
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const choices = (
    <div className={css.swatches} role="radiogroup" aria-label={t("fields.color")}>
      {COLORS.map((each) => (
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={each === color}
          aria-label={t(`fields.colors.${each}`)}
          title={t(`fields.colors.${each}`)}
          className={css.swatch}
          style={{ background: `var(--${each}-dt)` }}
          onClick={() => {
            onChoose(each);
            setOpen(false);
          }}
        >
          {each === color && <Check size={14} strokeWidth={2.25} />}
        </button>
      ))}
    </div>
  );
  return (
    <Popover
      content={choices}
      title={t("fields.color")}
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      placement="bottomLeft"
    >
      <button
        type="button"
        className={css.swatch}
        aria-label={t("fields.colorOf", { name })}
        style={{ background: `var(--${color}-dt)` }}
      />
    </Popover>
  );
}

function Bulk({ onDone }: { onDone(labels: string[]): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const labels = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    <div className={css.bulk}>
      <Input.TextArea
        autoFocus
        rows={4}
        placeholder={t("fields.bulkHint")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" disabled={labels.length === 0} onClick={() => onDone(labels)}>
        {t("fields.addOptions", { count: labels.length })}
      </Button>
    </div>
  );
}

/** A new option: a value that no other has, the next colour. */
function fresh(options: OptionDraft[], t: (name: string) => string): OptionDraft {
  let number = options.length + 1;
  while (options.some((option) => option.value === `option_${number}`)) number += 1;
  return {
    value: `option_${number}`,
    label: t("fields.newOption"),
    color: COLORS[number % COLORS.length],
  };
}

function renamed(label: Label, text: string): Label {
  return typeof label === "object" && label !== null ? { ...label, zh: text } : text;
}

function moved<T>(items: T[], from: number, by: number): T[] {
  const next = [...items];
  next.splice(from + by, 0, ...next.splice(from, 1));
  return next;
}
