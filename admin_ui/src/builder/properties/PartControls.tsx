import { Button } from "antd";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import type { ControlProps } from "./controls";
import { PropertyForm } from "./PropertyForm";
import css from "./properties.module.css";
import type { Part } from "./spec";

/** An object within the part, there as soon as something stands in it. */
export function GroupControl({ control, value, pointer, onChange }: ControlProps) {
  if (control.kind !== "group") return null;
  return (
    <div className={css.group}>
      <PropertyForm
        properties={control.of}
        part={(value ?? {}) as Part}
        pointer={pointer}
        onChange={(next) => onChange(Object.keys(next).length > 0 ? next : null)}
      />
    </div>
  );
}

/** Objects in their order. */
export function ListControl({ label, control, value, pointer, onChange }: ControlProps) {
  const { t } = useTranslation();
  if (control.kind !== "list") return null;
  const items = (value ?? []) as readonly Part[];
  const move = (from: number, to: number) => {
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const nameOf = (index: number) => t("properties.nth", { name: label, at: index + 1 });
  return (
    <div className={css.values}>
      {items.map((item, index) => (
        // Items have no name of their own before somebody gives them one.
        <section key={index} className={css.item} aria-label={nameOf(index)}>
          <header>
            <span>{index + 1}</span>
            <IconButton
              icon={ArrowUp}
              size={14}
              disabled={index === 0}
              label={t("properties.up", { name: nameOf(index) })}
              onClick={() => move(index, index - 1)}
            />
            <IconButton
              icon={ArrowDown}
              size={14}
              disabled={index === items.length - 1}
              label={t("properties.down", { name: nameOf(index) })}
              onClick={() => move(index, index + 1)}
            />
            <IconButton
              icon={X}
              size={14}
              label={t("properties.drop", { name: nameOf(index) })}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            />
          </header>
          <PropertyForm
            properties={control.of}
            part={item}
            pointer={`${pointer}/${index}`}
            onChange={(next) => onChange(items.map((each, at) => (at === index ? next : each)))}
          />
        </section>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => onChange([...items, control.fresh(items)])}
      >
        {t("properties.add", { name: label })}
      </Button>
    </div>
  );
}
