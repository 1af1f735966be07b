import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldDocument } from "@/metadata/types";
import { TextBox } from "@/ui/TextBox";
import { requiredOn, requiring, showing, shownWhen } from "./arrange";
import css from "./Properties.module.css";
import type { Design } from "./useDesign";

interface Props {
  design: Design;
  document: FieldDocument;
}

/** Types that nobody types: they have no default and are never required. */
const COMPUTED = new Set(["formula", "generated", "auto_number", "children", "state"]);

/** The field's default, and the rules about it alone: when it is required, when it is shown. */
export function FieldRules({ design, document }: Props) {
  const { t } = useTranslation();
  const shown = shownWhen(design.document, document.key);
  const isTyped = !COMPUTED.has(document.type);
  return (
    <>
      {isTyped && (
        <FormulaProperty
          id="field-default"
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
        id="field-shown"
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

function FormulaProperty({
  id,
  label,
  placeholder,
  value,
  onChange,
}: {
  id: string;
  label: string;
  placeholder: string;
  value: string;
  onChange(text: string): void;
}) {
  return (
    <div className={css.property}>
      <label htmlFor={id}>{label}</label>
      <TextBox
        id={id}
        className={css.formula}
        minRows={1}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Required({ design, document }: Props) {
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
