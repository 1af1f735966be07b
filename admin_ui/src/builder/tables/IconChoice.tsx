import { useTranslation } from "react-i18next";
import { THING_ICONS, ThingIcon } from "@/ui/ThingIcon";
import css from "./New.module.css";

/** Which icon the thing has. */
export function IconChoice({ icon, onChoose }: { icon: string; onChoose(icon: string): void }) {
  const { t } = useTranslation();
  return (
    <div className={css.icons} role="radiogroup" aria-label={t("builder.icon")}>
      {Object.keys(THING_ICONS).map((name) => (
        <label key={name} data-on={name === icon || undefined}>
          <input
            type="radio"
            name="icon"
            className="visually-hidden"
            aria-label={name}
            checked={name === icon}
            onChange={() => onChoose(name)}
          />
          <ThingIcon icon={name} size={16} />
        </label>
      ))}
    </div>
  );
}
