import { Button, Switch } from "antd";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldType } from "@/fields";
import type { SettingsProps } from "@/fields/define";
import type { FieldDocument } from "@/metadata/types";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { Tag } from "@/ui/Tag";
import { TextBox } from "@/ui/TextBox";
import { useDrafts } from "../draft";
import { slotOf, spanned, unplaced } from "./arrange";
import { FieldRights } from "./FieldRights";
import { FieldRules } from "./FieldRules";
import { relabelled } from "./labels";
import { NameProperty } from "./NameProperty";
import type { PropertiesProps } from "./Properties";
import css from "./Properties.module.css";

type Props = PropertiesProps & { document: FieldDocument };

/** A field: its name, what its type asks, when it is required and shown, who may what with it. */
export function FieldProperties(props: Props) {
  const { design, model, document, onKey } = props;
  const { t } = useTranslation();
  const Icon = fieldType(document.type).icon;
  const Settings = fieldType(document.type).Settings as
    | React.ComponentType<SettingsProps>
    | undefined;
  const isNew = design.isNew(document.key);
  return (
    <>
      <header className={css.head}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <strong>{labelText(document.label)}</strong>
        {isNew && <Tag color="green">{t("builder.new")}</Tag>}
        <span className={css.acts}>
          <Remove {...props} isNew={isNew} />
        </span>
      </header>
      <div className={css.body}>
        <NameProperty
          {...props}
          isNew={isNew}
          onDone={() => void design.spellField(document.key, onKey)}
        />
        {Settings && (
          // biome-ignore lint/a11y/noStaticElementInteractions: the focus leaves what is inside
          <div
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget))
                void design.spellOptions(document.key);
            }}
          >
            <Settings
              field={document}
              onChange={(next) => design.changeField(document.key, next)}
              app={model.key}
              table={design.document.key}
            />
          </div>
        )}
        {"formula" in document && (
          <Link
            className={css.editor}
            to={`/b/${model.key}/${design.document.key}/fields/${document.key}`}
          >
            {t("builder.editFormula")}
          </Link>
        )}
        <FieldRules design={design} model={model} document={document} />
        <Help {...props} />
        <Place {...props} />
        <FieldRights design={design} model={model} field={document} />
      </div>
    </>
  );
}

function Remove({ design, model, document, onSelect, isNew }: Props & { isNew: boolean }) {
  const { t } = useTranslation();
  const name = labelText(document.label);
  return (
    <IconButton
      icon={Trash2}
      label={t("builder.removeField", { name })}
      onClick={() => {
        design.removeField(document.key);
        onSelect(null);
        notify({
          text: t(isNew ? "builder.removedNew" : "builder.removed", { name }),
          action: { label: t("ui.undo"), run: () => useDrafts.getState().undo(model.key) },
        });
      }}
    />
  );
}

function Place({ design, document }: Props) {
  const { t } = useTranslation();
  const slot = slotOf(design.form, document.key);
  if (!slot) return null;
  const span = design.form.sections[slot.section]?.fields[slot.index]?.span ?? 6;
  return (
    <div className={css.line}>
      <label htmlFor="field-wide">{t("builder.fullWidth")}</label>
      <Switch
        id="field-wide"
        size="small"
        checked={span > 6}
        onChange={(isWide) => design.putForm(spanned(design.form, document.key, isWide ? 12 : 6))}
      />
      <Button
        size="small"
        type="link"
        onClick={() => design.putForm(unplaced(design.form, document.key))}
      >
        {t("builder.takeOff")}
      </Button>
    </div>
  );
}

function Help({ design, document }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.property}>
      <label htmlFor="field-help">{t("builder.help")}</label>
      <TextBox
        id="field-help"
        minRows={1}
        value={labelText(document.help, "zh")}
        onChange={(event) =>
          design.changeField(document.key, {
            ...document,
            help: event.target.value ? relabelled(document.help, "zh", event.target.value) : null,
          } as FieldDocument)
        }
      />
    </div>
  );
}
