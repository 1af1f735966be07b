import { useTranslation } from "react-i18next";
import type { AppModel } from "@/metadata/types";
import { StateBox } from "@/ui/StateBox";
import { FieldProperties } from "./FieldProperties";
import css from "./Properties.module.css";
import { SectionProperties } from "./SectionProperties";
import type { Design, Selection } from "./useDesign";

export interface PropertiesProps {
  design: Design;
  model: AppModel;
  /** Whether the name is to be typed at once. */
  isOpened: boolean;
  onSelect(next: Selection): void;
  /** The selected field has another key. */
  onKey(field: string): void;
}

/** What is selected on the form: its name, its type's properties, when it is required. */
export function Properties({ selection, ...props }: PropertiesProps & { selection: Selection }) {
  const { t } = useTranslation();
  const { design } = props;
  const field =
    selection && "field" in selection
      ? design.document.fields?.find((each) => each.key === selection.field)
      : undefined;
  const section =
    selection && "section" in selection ? design.form.sections[selection.section] : undefined;
  return (
    <aside
      className={css.panel}
      data-empty={selection === null || undefined}
      aria-label={t("builder.properties")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && selection) focusOnForm(selection);
      }}
    >
      {field && <FieldProperties {...props} document={field} />}
      {section && selection && "section" in selection && (
        <SectionProperties {...props} section={section} at={selection.section} />
      )}
      {!field && !section && (
        <StateBox title={t("builder.nothingSelected")} text={t("builder.nothingSelectedText")} />
      )}
    </aside>
  );
}

/** Back to what is being described. */
function focusOnForm(selection: NonNullable<Selection>): void {
  const name =
    "field" in selection
      ? `[data-field="${selection.field}"]`
      : `[data-section="${selection.section}"]`;
  document.querySelector<HTMLElement>(name)?.focus();
}
