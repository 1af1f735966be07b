import { useTranslation } from "react-i18next";
import { COLORS } from "@/api/colors";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";

/** The ten colours of tags. */
export function ColorControl({ label, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  return (
    <span className={css.swatches} role="radiogroup" aria-label={label}>
      {COLORS.map((color) => (
        <button
          key={color}
          type="button"
          role="radio"
          aria-checked={color === (value ?? "grey")}
          aria-label={t(`fields.colors.${color}`)}
          style={{ background: `var(--${color}-dt)` }}
          onClick={() => onChange(color)}
        />
      ))}
    </span>
  );
}
