import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { StateBox } from "@/ui/StateBox";
import { PropertyForm } from "../properties/PropertyForm";
import type { Part } from "../properties/spec";
import css from "./automations.module.css";
import type { Shown } from "./Editor";
import { EVERY_STEP, kindOf } from "./steps";
import { at, type Path, pointerOf, put, shifted } from "./tree";

/** What one step says. */
export function StepPane({
  document,
  path,
  onChange,
  onShow,
}: {
  document: Part;
  path: Path;
  onChange(next: Part, about?: string): void;
  onShow(next: Shown): void;
}) {
  const { t } = useTranslation();
  const step = at(document, path) as Part | undefined;
  const kind = step && kindOf(step);
  if (!step || !kind)
    return <StateBox title={t("automations.noneChosen")} text={t("automations.noneChosenText")} />;
  const change = (next: Part, about: string) =>
    onChange(put(document, path, { ...kept(kind.fresh), ...next }), about);
  const shift = (by: number) => {
    const next = shifted(document, path, by);
    onChange(next.document);
    onShow({ kind: "step", path: next.path });
  };
  const pointer = pointerOf(path);
  return (
    <>
      <header className={css.paneHead}>
        <h2>{t(`automations.do.${kind.kind}`)}</h2>
        <IconButton icon={ArrowUp} label={t("automations.up")} onClick={() => shift(-1)} />
        <IconButton icon={ArrowDown} label={t("automations.down")} onClick={() => shift(1)} />
        <IconButton
          icon={Trash2}
          label={t("automations.removeStep")}
          onClick={() => {
            onChange(put(document, path, undefined));
            onShow({ kind: "trigger" });
          }}
        />
      </header>
      <div className={css.form} key={pointer}>
        <p className={css.about}>{t(`automations.about.${kind.kind}`)}</p>
        <PropertyForm
          properties={kind.properties}
          part={step}
          pointer={pointer}
          onChange={change}
        />
        <PropertyForm properties={EVERY_STEP} part={step} pointer={pointer} onChange={change} />
      </div>
    </>
  );
}

/** A list of inner steps stays though it is empty: the document asks for one. */
const kept = (fresh: Part): Part => ("steps" in fresh ? { steps: [] } : {});
