import { Button, Checkbox, Input, Switch } from "antd";
import { Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType } from "@/fields";
import type { SettingsProps } from "@/fields/define";
import type { AppModel, FieldDocument } from "@/metadata/types";
import { type Label, labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { requiredOn, requiring, slotOf, spanned, unplaced } from "./arrange";
import css from "./Properties.module.css";
import type { Design } from "./useDesign";

interface Props {
  design: Design;
  model: AppModel;
  selected: string | null;
  onSelect(field: string | null): void;
}

/** What is selected on the form: its name, its type's properties, when it is required. */
export function Properties({ design, model, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const document = (design.document.fields ?? []).find((field) => field.key === selected);
  return (
    <aside className={css.panel} aria-label={t("builder.properties")}>
      {document ? (
        <FieldProperties design={design} model={model} document={document} onSelect={onSelect} />
      ) : (
        <StateBox title={t("builder.nothingSelected")} text={t("builder.nothingSelectedText")} />
      )}
    </aside>
  );
}

function FieldProperties({
  design,
  model,
  document,
  onSelect,
}: {
  design: Design;
  model: AppModel;
  document: FieldDocument;
  onSelect(field: string | null): void;
}) {
  const { t } = useTranslation();
  const type = fieldType(document.type);
  const Icon = type.icon;
  const Settings = type.Settings as React.ComponentType<SettingsProps> | undefined;
  const isNew = design.isNew(document.key);
  const change = (next: FieldDocument) => design.changeField(document.key, next);
  return (
    <>
      <header className={css.head}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <strong>{labelText(document.label)}</strong>
        {isNew && <Tag color="green">{t("builder.new")}</Tag>}
        <IconButton
          icon={Trash2}
          label={t("builder.removeField", { name: labelText(document.label) })}
          onClick={() => {
            design.removeField(document.key);
            onSelect(null);
          }}
        />
      </header>
      <div className={css.body}>
        <NameProperty design={design} document={document} isNew={isNew} onSelect={onSelect} />
        {Settings && (
          <Settings
            field={document}
            onChange={change}
            app={model.key}
            table={design.document.key}
          />
        )}
        <Required design={design} field={document.key} />
        <Width design={design} field={document.key} />
        <Help document={document} onChange={change} />
      </div>
    </>
  );
}

function NameProperty({
  design,
  document,
  isNew,
  onSelect,
}: {
  design: Design;
  document: FieldDocument;
  isNew: boolean;
  onSelect(field: string): void;
}) {
  const { t } = useTranslation();
  const input = useRef<React.ComponentRef<typeof Input>>(null);
  const [isFresh] = useState(isNew);
  useEffect(() => {
    if (isFresh) input.current?.focus({ cursor: "all" });
  }, [isFresh]);
  return (
    <div className={css.property}>
      <label htmlFor="field-name">{t("builder.name")}</label>
      <Input
        id="field-name"
        ref={input}
        value={labelText(document.label, "zh")}
        onChange={(event) =>
          design.changeField(document.key, {
            ...document,
            label: relabelled(document.label, "zh", event.target.value),
          } as FieldDocument)
        }
        onBlur={async () => {
          if (isNew) {
            const key = await design.rename(document.key, document);
            if (key !== document.key) onSelect(key);
          }
        }}
      />
      <details className={css.more}>
        <summary>{t("builder.key", { key: document.key })}</summary>
        <label htmlFor="field-name-en">{t("builder.nameEnglish")}</label>
        <Input
          id="field-name-en"
          value={typeof document.label === "object" ? (document.label.en ?? "") : ""}
          onChange={(event) =>
            design.changeField(document.key, {
              ...document,
              label: relabelled(document.label, "en", event.target.value),
            } as FieldDocument)
          }
        />
      </details>
    </div>
  );
}

function relabelled(label: Label, language: "zh" | "en", text: string): Label {
  if (typeof label === "object" && label !== null) return { ...label, [language]: text };
  return language === "zh" ? text : { zh: label ?? "", en: text };
}

function Required({ design, field }: { design: Design; field: string }) {
  const { t } = useTranslation();
  const on = requiredOn(design.document, field);
  const set = (place: "create" | "edit", isOn: boolean) => {
    const next = new Set(on);
    if (isOn) next.add(place);
    else next.delete(place);
    design.putTable(requiring(design.document, field, next));
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

function Width({ design, field }: { design: Design; field: string }) {
  const { t } = useTranslation();
  const slot = slotOf(design.form, field);
  if (!slot) return null;
  const span = design.form.sections[slot.section]?.fields[slot.index]?.span ?? 6;
  return (
    <>
      <label className={css.line} htmlFor="field-wide">
        {t("builder.fullWidth")}
        <Switch
          id="field-wide"
          size="small"
          checked={span > 6}
          onChange={(isWide) => design.putForm(spanned(design.form, field, isWide ? 12 : 6))}
        />
      </label>
      <Button size="small" onClick={() => design.putForm(unplaced(design.form, field))}>
        {t("builder.takeOff")}
      </Button>
    </>
  );
}

function Help({
  document,
  onChange,
}: {
  document: FieldDocument;
  onChange(next: FieldDocument): void;
}) {
  const { t } = useTranslation();
  return (
    <div className={css.property}>
      <label htmlFor="field-help">{t("builder.help")}</label>
      <Input.TextArea
        id="field-help"
        autoSize={{ minRows: 2, maxRows: 5 }}
        value={labelText(document.help, "zh")}
        onChange={(event) =>
          onChange({
            ...document,
            help: event.target.value ? relabelled(document.help, "zh", event.target.value) : null,
          } as FieldDocument)
        }
      />
    </div>
  );
}
