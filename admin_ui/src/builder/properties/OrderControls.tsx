import { Select } from "antd";
import { ArrowDown, ArrowUp, Pin, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { fieldsFor, useAround } from "./around";
import type { ControlProps } from "./controls";
import css from "./properties.module.css";

interface Choice {
  value: string;
  label: string;
}

/** Some of what there is, in an order that one chooses. */
export function PickedControl({ id, label, control, value, part, onChange }: ControlProps) {
  const around = useAround();
  if (control.kind !== "picked") return null;
  const options =
    control.of === "field"
      ? fieldsFor(around, undefined, part).map(asChoice)
      : (around.choices[control.of] ?? []);
  return (
    <Ordered
      id={id}
      label={label}
      keys={(value ?? []) as string[]}
      options={options}
      onChange={onChange}
    />
  );
}

/** The columns of a list; one that is fixed stays in sight. */
export function ColumnsControl({ id, label, value, part, onChange }: ControlProps) {
  const { t } = useTranslation();
  const columns = (value ?? []) as readonly { field: string; frozen?: boolean }[];
  const options = fieldsFor(useAround(), undefined, part).map(asChoice);
  const changed = (field: string, frozen: boolean) =>
    onChange(columns.map((each) => (each.field === field ? { ...each, frozen } : each)));
  return (
    <Ordered
      id={id}
      label={label}
      keys={columns.map(({ field }) => field)}
      options={options}
      onChange={(keys) =>
        onChange(keys.map((field) => columns.find((each) => each.field === field) ?? { field }))
      }
    >
      {(key, name) => {
        const isFrozen = columns.find(({ field }) => field === key)?.frozen === true;
        return (
          <IconButton
            icon={Pin}
            size={14}
            isOn={isFrozen}
            label={t("properties.freeze", { name })}
            onClick={() => changed(key, !isFrozen)}
          />
        );
      }}
    </Ordered>
  );
}

/** The fields that records are sorted by, each one's direction beside it. */
export function SortControl({ id, label, value, part, onChange }: ControlProps) {
  const { t } = useTranslation();
  const around = useAround();
  const signed = (value ?? []) as string[];
  const options = fieldsFor(around, undefined, part).map(asChoice);
  const isDown = (key: string) => signed.includes(`-${key}`);
  const put = (keys: string[], down: (key: string) => boolean) =>
    onChange(keys.map((key) => (down(key) ? `-${key}` : key)));
  const keys = signed.map(bare);
  return (
    <Ordered
      id={id}
      label={label}
      keys={keys}
      options={options}
      onChange={(next) => put(next, isDown)}
    >
      {(key, name) => (
        <Select
          size="small"
          aria-label={t("properties.directionOf", { name })}
          value={isDown(key) ? "down" : "up"}
          options={["up", "down"].map((way) => ({
            value: way,
            label: t(`properties.sorted.${way}`),
          }))}
          onChange={(way) => put(keys, (each) => (each === key ? way === "down" : isDown(each)))}
        />
      )}
    </Ordered>
  );
}

const asChoice = ({ key, label }: { key: string; label: string }): Choice => ({
  value: key,
  label,
});
const bare = (key: string): string => key.replace(/^-/, "");

/** A list of keys: each goes up, down or away; one more comes from the box below. */
function Ordered({
  id,
  label,
  keys,
  options,
  onChange,
  children,
}: {
  id: string;
  label: string;
  keys: readonly string[];
  options: readonly Choice[];
  onChange(keys: string[]): void;
  children?: (key: string, name: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const shift = (from: number, to: number) => {
    const next = [...keys];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  return (
    <div className={css.ordered}>
      {keys.length > 0 && (
        <ol aria-label={label}>
          {keys.map((key, index) => {
            const name = options.find(({ value }) => value === key)?.label ?? key;
            return (
              <li key={key}>
                <span>{name}</span>
                {children?.(key, name)}
                <IconButton
                  icon={ArrowUp}
                  size={14}
                  disabled={index === 0}
                  label={t("properties.up", { name })}
                  onClick={() => shift(index, index - 1)}
                />
                <IconButton
                  icon={ArrowDown}
                  size={14}
                  disabled={index === keys.length - 1}
                  label={t("properties.down", { name })}
                  onClick={() => shift(index, index + 1)}
                />
                <IconButton
                  icon={X}
                  size={14}
                  label={t("properties.drop", { name })}
                  onClick={() => onChange(keys.filter((each) => each !== key))}
                />
              </li>
            );
          })}
        </ol>
      )}
      <Select
        id={id}
        placeholder={t("properties.addValue")}
        showSearch={{ optionFilterProp: "label" }}
        value={null}
        options={options.filter(({ value }) => !keys.includes(value))}
        onChange={(key: string | null) => key && onChange([...keys, key])}
      />
    </div>
  );
}
