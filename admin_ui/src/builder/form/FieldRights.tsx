import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AppModel, FieldDocument, RoleDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { drafted, useDraft } from "../draft";
import css from "./Properties.module.css";
import { type Right, rightsIn } from "./rights";
import type { Design } from "./useDesign";

/** What the roles' documents say of the field, in a word each; changed in the role matrix. */
export function FieldRights({
  design,
  model,
  field,
}: {
  design: Design;
  model: AppModel;
  field: FieldDocument;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const draft = useDraft(model.key)?.draft;
  const roles = model.roles.flatMap((role) => drafted(draft, "role", role.key, role) ?? []);
  if (roles.length === 0) return null;
  const words = (rights: Right[]) =>
    rights.length > 0
      ? rights.map((right) => t(`builder.rights.${right}`)).join(" ")
      : t("builder.rights.none");
  return (
    <section className={css.rights}>
      <div className={css.line}>
        <h3>{t("builder.whoMay")}</h3>
        <Link to={`/b/${model.key}/${design.document.key}/roles`}>{t("builder.roleMatrix")}</Link>
      </div>
      <dl>
        {roles.map((role: RoleDocument) => (
          <div key={role.key}>
            <dt>{labelText(role.label, language)}</dt>
            <dd>{words(rightsIn(role, model.key, design.document.key, field.key))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
