import { ArrowDown, ArrowUp, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import css from "./states.module.css";

/** Above the properties: what they are of, its place in an order, and the ways out. */
export function Head({
  kind,
  name,
  onShift,
  onRemove,
  onClose,
}: {
  kind: string;
  name: string;
  /** Absent: there is no order. */
  onShift?(by: number): void;
  onRemove(): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  return (
    <header className={css.head}>
      <div>
        <small>{kind}</small>
        <h2>{name}</h2>
      </div>
      {onShift && (
        <>
          <IconButton icon={ArrowUp} label={t("states.earlier")} onClick={() => onShift(-1)} />
          <IconButton icon={ArrowDown} label={t("states.later")} onClick={() => onShift(1)} />
        </>
      )}
      <IconButton icon={Trash2} label={t("states.remove", { name })} onClick={onRemove} />
      <IconButton icon={X} label={t("ui.close")} onClick={onClose} />
    </header>
  );
}
