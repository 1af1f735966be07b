import { Button, Checkbox, Select, Switch } from "antd";
import { ArrowUpRight, Trash2, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FormulaInput } from "@/formula/FormulaInput";
import type { DraftedName } from "@/formula/names";
import type { Use } from "@/formula/server";
import type { RuleDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { fieldsFor, fieldsOf, RULE_KINDS } from "./kinds";
import { Property, Words } from "./Property";
import css from "./rules.module.css";

interface Props {
  rule: RuleDocument;
  table: TableDocument;
  app: string;
  names: readonly DraftedName[];
  onChange(next: RuleDocument): void;
}

/** Everything that a rule says, by its kind. */
export function RuleForm({
  onRemove,
  onClose,
  ...props
}: Props & { onRemove(): void; onClose(): void }) {
  const { t } = useTranslation();
  const { rule, onChange } = props;
  const Icon = RULE_KINDS.find(({ kind }) => kind === rule.kind)?.icon ?? X;
  const patch = (part: Partial<RuleDocument>) => onChange({ ...rule, ...part } as RuleDocument);
  return (
    <>
      <header className={css.head}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <h2>{t(`rules.kinds.${rule.kind}`)}</h2>
        <IconButton icon={Trash2} label={t("rules.remove")} onClick={onRemove} />
        <IconButton icon={X} label={t("ui.close")} onClick={onClose} />
      </header>
      <div className={css.form}>
        <Fields {...props} />
        {rule.kind === "validate" && (
          <Formula
            {...props}
            use="validate"
            label={t("rules.refuseWhen")}
            hint={t("rules.refuseHint")}
            value={rule.refuse_when}
            onText={(refuse_when) => patch({ refuse_when })}
          />
        )}
        {"set" in rule && (
          <Formula
            {...props}
            use="set"
            label={t("rules.set")}
            hint={t(`rules.setHint.${rule.kind}`)}
            value={rule.set}
            onText={(set) => patch({ set })}
          />
        )}
        <Formula
          {...props}
          use="condition"
          label={t(rule.kind === "visible" ? "rules.visibleWhen" : "rules.when")}
          hint={rule.kind === "visible" ? "" : t("rules.whenHint")}
          value={rule.when ?? ""}
          onText={(when) => patch({ when: rule.kind === "visible" ? when : when || null })}
        />
        {rule.kind === "visible" && (
          <div className={css.switch}>
            <span id="rule-clear">{t("rules.clear")}</span>
            <Switch
              size="small"
              aria-labelledby="rule-clear"
              checked={rule.clear ?? false}
              onChange={(clear) => patch({ clear })}
            />
          </div>
        )}
        {rule.kind !== "visible" && <On rule={rule} onChange={onChange} />}
        {"message" in rule || rule.kind === "required" || rule.kind === "unique" ? (
          <Words
            name={t("rules.message")}
            hint={t(`rules.messageHint.${rule.kind}`)}
            isNeeded={rule.kind === "validate"}
            value={"message" in rule ? rule.message : null}
            onText={(message) => patch({ message } as Partial<RuleDocument>)}
          />
        ) : null}
        <Words
          name={t("rules.name")}
          hint={t("rules.nameHint")}
          value={rule.label}
          onText={(label) => patch({ label } as Partial<RuleDocument>)}
        />
        <Button type="text" danger icon={<Trash2 size={14} />} onClick={onRemove}>
          {t("rules.remove")}
        </Button>
      </div>
    </>
  );
}

function Fields({ rule, table, app, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const id = useId();
  const isOne = "field" in rule;
  const present = fieldsOf(rule);
  const options = fieldsFor(rule.kind, table).map((field) => ({
    value: field.key,
    label: labelText(field.label, language),
  }));
  return (
    <Property label={t(isOne ? "rules.field" : `rules.fields.${rule.kind}`)} id={id}>
      {isOne ? (
        <Select
          id={id}
          showSearch={{ optionFilterProp: "label" }}
          value={rule.field}
          options={options}
          onChange={(field) => onChange({ ...rule, field })}
        />
      ) : (
        <Select
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          value={present}
          options={options}
          status={present.length === 0 && rule.kind !== "validate" ? "error" : undefined}
          onChange={(fields: string[]) => onChange(withFields(rule, fields))}
        />
      )}
      {present.length > 0 && (
        <Link className={css.jump} to={`/b/${app}/${table.key}/form`}>
          {t("rules.toForm")} <ArrowUpRight size={14} aria-hidden="true" />
        </Link>
      )}
    </Property>
  );
}

const withFields = (rule: RuleDocument, fields: string[]): RuleDocument =>
  ({
    ...rule,
    fields: rule.kind === "validate" && fields.length === 0 ? null : fields,
  }) as RuleDocument;

function Formula({
  app,
  table,
  names,
  use,
  label,
  hint,
  value,
  onText,
}: Props & {
  use: Use;
  label: string;
  hint: string;
  value: string;
  onText(text: string): void;
}) {
  return (
    <div className={css.property}>
      <span className={css.label}>{label}</span>
      <FormulaInput
        app={app}
        table={table.key}
        use={use}
        label={label}
        placeholder={hint}
        drafted={names}
        value={value}
        onChange={onText}
      />
    </div>
  );
}

const PLACES = ["create", "edit"] as const;

function On({ rule, onChange }: Pick<Props, "rule" | "onChange">) {
  const { t } = useTranslation();
  const on = new Set<(typeof PLACES)[number]>(rule.on ?? PLACES);
  const toggle = (place: (typeof PLACES)[number], isOn: boolean) => {
    const next = PLACES.filter((each) => (each === place ? isOn : on.has(each)));
    onChange({ ...rule, on: next.length === PLACES.length ? null : next } as RuleDocument);
  };
  return (
    <fieldset className={css.property}>
      <legend className={css.label}>{t("rules.applies")}</legend>
      {PLACES.map((place) => (
        <Checkbox
          key={place}
          checked={on.has(place)}
          disabled={on.has(place) && on.size === 1}
          onChange={(event) => toggle(place, event.target.checked)}
        >
          {t(`rules.on.${place}`)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
