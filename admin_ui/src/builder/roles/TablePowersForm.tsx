import { Checkbox, Select, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { FormulaInput } from "@/formula/FormulaInput";
import type { DraftedName } from "@/formula/names";
import type { TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import type { TablePowers } from "./powers";
import css from "./roles.module.css";

interface Props {
  app: string;
  table: TableDocument;
  names: readonly DraftedName[];
  /** What the role is called. */
  name: string;
  powers: TablePowers;
  onChange(next: TablePowers | null, about?: string): void;
}

const SCOPES = ["read", "update", "delete"] as const;
const SWITCHES = ["create", "import", "export"] as const;

/** What a role may do with the records of a table, and with which of them. */
export function TablePowersForm(props: Props) {
  const { t } = useTranslation();
  const { name, powers, onChange } = props;
  const id = useId();
  return (
    <div className={css.powers}>
      <h3>{t("roles.powersOf", { name })}</h3>
      {SCOPES.map((part) => (
        <Scope key={part} {...props} part={part} />
      ))}
      <div className={css.row}>
        {SWITCHES.map((part) => (
          <span key={part}>
            <Switch
              size="small"
              aria-labelledby={`${id}-${part}`}
              checked={powers[part] ?? false}
              onChange={(isOn) => onChange({ ...powers, [part]: isOn })}
            />
            <span id={`${id}-${part}`}>{t(`roles.can.${part}`)}</span>
          </span>
        ))}
      </div>
      <Moves {...props} />
      <button type="button" className={css.link} onClick={() => onChange(null)}>
        {t("roles.close")}
      </button>
    </div>
  );
}

function Scope({
  app,
  table,
  names,
  powers,
  part,
  onChange,
}: Props & { part: (typeof SCOPES)[number] }) {
  const { t } = useTranslation();
  const id = useId();
  const value = powers[part] ?? false;
  const mode = typeof value === "string" ? "some" : value ? "all" : "none";
  return (
    <div className={css.power}>
      <label htmlFor={id}>{t(`roles.can.${part}`)}</label>
      <Select
        id={id}
        size="small"
        value={mode}
        options={["all", "some", "none"].map((each) => ({
          value: each,
          label: t(`roles.modes.${each}`),
        }))}
        onChange={(next) => onChange({ ...powers, [part]: next === "some" ? "" : next === "all" })}
      />
      {typeof value === "string" && (
        <div className={css.formula}>
          <FormulaInput
            app={app}
            table={table.key}
            use="scope"
            label={t("roles.scopeOf", { what: t(`roles.can.${part}`) })}
            placeholder={t("roles.scopeHint")}
            drafted={names}
            value={value}
            onChange={(text) => onChange({ ...powers, [part]: text }, `scope ${part}`)}
          />
        </div>
      )}
    </div>
  );
}

/** The moves of the table's state machines that the role may make. */
function Moves({ table, powers, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const moves = (table.state_machines ?? []).flatMap(({ transitions }) => transitions ?? []);
  if (moves.length === 0) return null;
  const allowed = powers.transitions ?? [];
  const isOn = (key: string) => allowed === "*" || allowed.includes(key);
  const toggle = (key: string) => {
    const next = moves.map((move) => move.key).filter((each) => isOn(each) !== (each === key));
    onChange({ ...powers, transitions: next });
  };
  return (
    <fieldset className={css.moves}>
      <legend>{t("roles.moves")}</legend>
      {moves.map((move) => (
        <Checkbox key={move.key} checked={isOn(move.key)} onChange={() => toggle(move.key)}>
          {labelText(move.label, language)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
