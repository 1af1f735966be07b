import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp } from "@/api/queries";
import { fieldType } from "@/fields";
import type { AppModel, FieldDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { useTitle } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { changedField, drafted, nameOf, useDraft, useDrafts } from "../draft";
import { PlanBar } from "../plan/PlanBar";
import { FormulaEditor } from "./FormulaEditor";
import css from "./FormulaPage.module.css";

/** A field that is computed: its document holds a formula. */
export type ComputedField = Extract<FieldDocument, { formula: string }>;
const isComputed = (field: FieldDocument | undefined): field is ComputedField =>
  field?.type === "formula" || field?.type === "generated";

/** `/b/:app/:table/fields/:field`: the formula of one field, in the app's draft. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table = "", field = "" } = useParams();
  const { language } = useLook();
  const model = useApp(app, language);
  const state = useDraft(app);
  useLive(`app:${app}`);
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data) return <Loading />;
  const published = model.data.tables.get(table)?.document ?? null;
  const document = drafted(state?.draft, "table", table, published);
  const found = document?.fields?.find((each) => each.key === field);
  if (!document) return <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />;
  if (!isComputed(found))
    return (
      <StateBox title={t("formula.noFormula")} text={t("formula.noFormulaText")}>
        <Link to={`/b/${app}/${table}/form`}>{t("formula.toForm")}</Link>
      </StateBox>
    );
  return <Opened key={`${table}/${field}`} model={model.data} document={document} field={found} />;
}

function Opened({
  model,
  document,
  field,
}: {
  model: AppModel;
  document: TableDocument;
  field: ComputedField;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const Icon = fieldType(field.type).icon;
  const name = labelText(field.label, language);
  useTitle(name);
  return (
    <>
      <header className={css.path}>
        <Link to={`/b/${model.key}/${document.key}/form`}>
          {labelText(document.label, language)}
        </Link>
        <ChevronRight size={14} aria-hidden="true" />
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <h1>{name}</h1>
        <Tag>{t(`fields.types.${field.type}`)}</Tag>
      </header>
      <FormulaEditor
        model={model}
        document={document}
        field={field}
        onChange={(formula) =>
          useDrafts.getState().change(
            model,
            {
              [nameOf("table", document.key)]: changedField(document, field.key, {
                ...field,
                formula,
              }),
            },
            `formula ${field.key}`,
          )
        }
      />
      <PlanBar model={model} />
    </>
  );
}
