import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type CellProps, defineField, type InputProps } from "../define";
import css from "../shared/cells.module.css";
import { laterSettings } from "../shared/later";

const mostOf = (document: object): number => ("max" in document ? Number(document.max) : 5) || 5;
const filled = (isOn: boolean) => ({
  size: 14,
  strokeWidth: 1.75,
  fill: isOn ? "currentColor" : "none",
  className: isOn ? undefined : css.off,
});

function Cell({ field, value }: CellProps) {
  if (value == null) return null;
  return (
    <span
      className={css.stars}
      role="img"
      aria-label={`${String(value)} / ${mostOf(field.document)}`}
    >
      {Array.from({ length: mostOf(field.document) }, (_, index) => (
        <Star key={index} {...filled(index < Number(value))} aria-hidden="true" />
      ))}
    </span>
  );
}

function Input({ field, value, onChange, disabled, id }: InputProps) {
  const { t } = useTranslation();
  return (
    <div id={id} className={css.stars} role="radiogroup" aria-label={field.label}>
      {Array.from({ length: mostOf(field.document) }, (_, index) => (
        <button
          key={index}
          type="button"
          role="radio"
          aria-checked={value === index + 1}
          aria-label={t("fields.stars", { count: index + 1 })}
          disabled={disabled}
          onClick={() => onChange(value === index + 1 ? null : index + 1)}
        >
          <Star {...filled(index < Number(value ?? 0))} size={18} />
        </button>
      ))}
    </div>
  );
}

export const rating = defineField({
  type: "rating",
  icon: Star,
  group: "files",
  Cell,
  Input,
  Settings: laterSettings(() => import("./Settings")),
  toText: (value) => (value == null ? "" : String(value)),
  width: 110,
});
