import { Button, Dropdown, Input } from "antd";
import { Plus, Search, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import type { TabProps } from "../BuildPage";
import { useDrafts } from "../draft";
import { requiredOn } from "../form/fieldRules";
import { type Design, PALETTE, useDesign } from "../form/useDesign";
import { Tools } from "../Tools";
import css from "./FieldsTab.module.css";
import { usesOf } from "./uses";

/** All fields of the table, on a form or not: what they are and where they are used. */
export default function FieldsTab({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const design = useDesign(model, tableKey);
  const [typed, type] = useState("");
  const wanted = typed.trim().toLowerCase();
  const fields = [...design.table.fields.values()].filter(
    (field) =>
      !field.isSystem && (field.label.toLowerCase().includes(wanted) || field.key.includes(wanted)),
  );
  return (
    <div className={css.page}>
      <Tools>
        <Input
          className={css.search}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t("builder.searchFields")}
          aria-label={t("builder.searchFields")}
          allowClear
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <AddField design={design} app={model.key} />
      </Tools>
      {fields.length === 0 ? (
        <StateBox
          title={t(wanted ? "builder.noFieldFound" : "builder.noFields")}
          text={t(wanted ? "builder.noFieldFoundText" : "builder.noFieldsText")}
        />
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              {["name", "type", "key", "required", "usedIn"].map((name) => (
                <th key={name} scope="col">
                  {t(`builder.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t("ui.delete")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <Row key={field.key} field={field} design={design} app={model.key} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Row({ field, design, app }: { field: Field; design: Design; app: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const Icon = fieldType(field.type).icon;
  const required = requiredOn(design.document, field.key);
  const uses = usesOf(field.key, design.document, design.views);
  return (
    <tr>
      <td>
        <Link to={`/b/${app}/${design.document.key}/form?field=${field.key}`} className={css.name}>
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          {field.label}
        </Link>
        {design.isNew(field.key) && <Tag color="green">{t("builder.new")}</Tag>}
      </td>
      <td>{t(`fields.types.${field.type}`)}</td>
      <td>
        <code>{field.key}</code>
      </td>
      <td>
        {[
          required.has("create") && t("builder.onCreate"),
          required.has("edit") && t("builder.onEdit"),
        ]
          .filter(Boolean)
          .join(" ")}
      </td>
      <td className={css.uses}>
        {[
          ...uses.views.map((view) => labelText(view.label, language)),
          ...(uses.rules > 0 ? [t("builder.rulesCount", { count: uses.rules })] : []),
        ].join(t("builder.comma"))}
      </td>
      <td>
        <IconButton
          icon={Trash2}
          label={t("builder.removeField", { name: field.label })}
          onClick={() => {
            const isNew = design.isNew(field.key);
            design.removeField(field.key);
            notify({
              text: t(isNew ? "builder.removedNew" : "builder.removed", { name: field.label }),
              action: { label: t("ui.undo"), run: () => useDrafts.getState().undo(app) },
            });
          }}
        />
      </td>
    </tr>
  );
}

function AddField({ design, app }: { design: Design; app: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const items = PALETTE.map(({ type, icon: Icon }) => ({
    key: type,
    label: t(`fields.types.${type}`),
    icon: <Icon size={14} strokeWidth={1.75} aria-hidden="true" />,
  }));
  return (
    <Dropdown
      trigger={["click"]}
      classNames={{ root: css.types }}
      menu={{
        items,
        onClick: ({ key }) => {
          const last = design.form.sections.length - 1;
          const index = design.form.sections[last]?.fields.length ?? 0;
          const field = design.add(key, { section: last, index });
          void navigate(`/b/${app}/${design.document.key}/form?field=${field}`);
        },
      }}
    >
      <Button icon={<Plus size={14} aria-hidden="true" />}>{t("builder.addField")}</Button>
    </Dropdown>
  );
}
