import { Checkbox } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { FormulaInput } from "@/formula/FormulaInput";
import { draftedNames } from "@/formula/names";
import type { Use } from "@/formula/server";
import type { AppModel, FieldDocument } from "@/metadata/types";
import { requiredOn, requiring, showing, shownWhen } from "./fieldRules";
import css from "./Properties.module.css";
import type { Design } from "./useDesign";

interface Props {
  design: Design;
  model: AppModel;
  document: FieldDocument;
}

/** Types that nobody types: they have no default and are never required. */
const COMPUTED = new Set(["formula", "generated", "auto_number", "children", "state"]);

/** The field's default, and the rules about it alone: when it is required, when it is shown. */
export function FieldRules({ design, model, document }: Props) {
  const { t } = useTranslation();
  const shown = shownWhen(design.document, document.key);
  const isTyped = !COMPUTED.has(document.type);
  return (
    <>
      {isTyped && (
        <FormulaProperty
          design={design}
          model={model}
          id="field-default"
          use="default"
          label={t("builder.default")}
          placeholder={t("builder.defaultHint")}
          value={("default" in document && document.default) || ""}
          onChange={(text) =>
            design.changeField(document.key, {
              ...document,
              default: text || null,
            } as FieldDocument)
          }
        />
      )}
      {isTyped && <Required design={design} document={document} />}
      <FormulaProperty
        design={design}
        model={model}
        id="field-shown"
        use="condition"
        label={t("builder.shownWhen")}
        placeholder={t("builder.shownWhenHint")}
        value={shown}
        onChange={(text) =>
          design.putTable(showing(design.document, document.key, text), `shown ${document.key}`)
        }
      />
    </>
  );
}

interface FormulaProps {
  design: Design;
  model: AppModel;
  id: string;
  use: Use;
  label: string;
  placeholder: string;
  value: string;
  onChange(text: string): void;
}

function FormulaProperty({ design, model, label, ...input }: FormulaProps) {
  const names = useMemo(() => draftedNames(model, design.document), [model, design.document]);
  return (
    <div className={css.property}>
      <span className={css.label}>{label}</span>
      <FormulaInput
        {...input}
        app={design.table.app}
        table={design.table.key}
        label={label}
        drafted={names}
      />
    </div>
  );
}

function Required({ design, document }: Omit<Props, "model">) {
  const { t } = useTranslation();
  const on = requiredOn(design.document, document.key);
  const set = (place: "create" | "edit", isOn: boolean) => {
    const next = new Set(on);
    if (isOn) next.add(place);
    else next.delete(place);
    design.putTable(requiring(design.document, document.key, next));
  };
  return (
    <fieldset className={css.property}>
      <legend>{t("builder.required")}</legend>
      <Checkbox
        checked={on.has("create")}
        onChange={(event) => set("create", event.target.checked)}
      >
        {t("builder.onCreate")}
      </Checkbox>
      <Checkbox checked={on.has("edit")} onChange={(event) => set("edit", event.target.checked)}>
        {t("builder.onEdit")}
      </Checkbox>
    </fieldset>
  );
}
