import { Download, Eye, EyeOff, type LucideIcon, Pencil, PencilLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FieldDocument } from "@/metadata/types";
import { isSame, isWritable, pressed, type Right, type Said, type TablePowers } from "./powers";
import css from "./roles.module.css";

interface Props {
  /** The role and the field, for screen readers. */
  name: string;
  field: FieldDocument;
  powers: TablePowers;
  said: Said;
  /** What is published. */
  before: Said;
  onChange(next: Said): void;
}

/** What a role may do with a field: three switches, or one word where it sees nothing of it. */
export function Cell(props: Props) {
  const { t } = useTranslation();
  const { said, before, name, powers, field, onChange } = props;
  const isChanged = !isSame(said, before);
  if (said.power === "hidden")
    return (
      <button
        type="button"
        data-switch="visible"
        className={css.hidden}
        data-changed={isChanged || undefined}
        title={t("roles.show")}
        onClick={() => onChange(pressed(said, "visible"))}
      >
        <EyeOff size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className="visually-hidden">{name} </span>
        {t("roles.hidden")}
      </button>
    );
  const canWrite = powers.create || powers.update;
  const isOnce = said.power === "create";
  const writes = said.power === "edit" || isOnce;
  const why = !isWritable(field) ? t("roles.made") : canWrite ? undefined : t("roles.noWriting");
  return (
    <span className={css.switches}>
      <One {...props} right="visible" icon={Eye} isOn isChanged={before.power === "hidden"} />
      <One
        {...props}
        right="editable"
        icon={isOnce ? PencilLine : Pencil}
        word={t(isOnce ? "roles.onCreateOnly" : "roles.editable")}
        isOn={writes && !why}
        isMixed={isOnce}
        isChanged={said.power !== before.power && (writes || before.power !== "hidden")}
        why={why}
      />
      <One
        {...props}
        right="exportable"
        icon={Download}
        isOn={said.isExported}
        isChanged={said.isExported !== before.isExported}
        why={powers.export ? undefined : t("roles.noExport")}
      />
    </span>
  );
}

function One({
  name,
  said,
  onChange,
  right,
  icon: Icon,
  isOn,
  isMixed,
  isChanged,
  why,
  word,
}: Props & {
  right: Right;
  icon: LucideIcon;
  isOn: boolean;
  /** Only when a record is made. */
  isMixed?: boolean;
  isChanged: boolean;
  /** Why it cannot be pressed. */
  why?: string;
  word?: string;
}) {
  const { t } = useTranslation();
  const words = word ?? t(`roles.${right}`);
  return (
    <button
      type="button"
      data-switch={right}
      className={css.switch}
      data-changed={(isChanged && !why) || undefined}
      aria-pressed={isMixed && isOn ? "mixed" : isOn}
      aria-label={`${name} ${words}`}
      title={why ?? words}
      disabled={why !== undefined}
      onClick={() => onChange(pressed(said, right))}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
