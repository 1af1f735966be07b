import { useTranslation } from "react-i18next";
import { useApp } from "@/api/queries";
import { currentLanguage } from "@/text/t";
import { type AnySettings, ChoiceProperty, useProperties } from "../shared/settings";

/** Which table, and what happens here when the record that is referred to is deleted. */
export function Settings(props: AnySettings) {
  const { t } = useTranslation();
  const [document] = useProperties(props);
  const tables = [...(useApp(props.app, currentLanguage()).data?.tables.values() ?? [])];
  return (
    <>
      <ChoiceProperty
        props={props}
        name="table"
        choices={tables.map((table) => ({ value: table.key, label: table.label }))}
      />
      {document.type === "reference" && (
        <ChoiceProperty
          props={props}
          name="on_delete"
          choices={["restrict", "clear", "cascade"].map((value) => ({
            value,
            label: t(`fields.onDelete.${value}`),
          }))}
        />
      )}
    </>
  );
}
