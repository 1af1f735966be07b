import { Input, Select } from "antd";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsProps } from "../define";
import css from "./settings.module.css";

const Figure = lazy(async () => ({ default: (await import("./Figure")).Figure }));

/** What a Settings component reads and writes: the field's document as plain properties. */
export type AnySettings = SettingsProps<never>;
export type Properties = Record<string, unknown>;

/** The document of the field, and a way to change some of its properties; undefined takes one away. */
export function useProperties(props: AnySettings): [Properties, (part: Properties) => void] {
  const document = props.field as unknown as Properties;
  const change = (part: Properties) => {
    const next = Object.fromEntries(
      Object.entries({ ...document, ...part }).filter(([, value]) => value !== undefined),
    );
    (props.onChange as unknown as (next: Properties) => void)(next);
  };
  return [document, change];
}

/** One property with its name above it. */
export function Property({
  label,
  children,
}: {
  label: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={css.property}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface One {
  props: AnySettings;
  name: string;
}

export function NumberProperty({ props, name, min, max }: One & { min?: number; max?: number }) {
  const { t } = useTranslation();
  const [document, change] = useProperties(props);
  return (
    <Property label={t(`fields.properties.${name}`)}>
      {(id) => (
        <Suspense fallback={null}>
          <Figure
            id={id}
            min={min}
            max={max}
            value={document[name] as number | undefined}
            onChange={(value) => change({ [name]: value ?? undefined })}
          />
        </Suspense>
      )}
    </Property>
  );
}

export function TextProperty({ props, name }: One) {
  const { t } = useTranslation();
  const [document, change] = useProperties(props);
  return (
    <Property label={t(`fields.properties.${name}`)}>
      {(id) => (
        <Input
          id={id}
          value={(document[name] as string | undefined) ?? ""}
          onChange={(event) => change({ [name]: event.target.value || undefined })}
        />
      )}
    </Property>
  );
}

export function ChoiceProperty({
  props,
  name,
  choices,
}: One & { choices: { value: string; label: string }[] }) {
  const { t } = useTranslation();
  const [document, change] = useProperties(props);
  return (
    <Property label={t(`fields.properties.${name}`)}>
      {(id) => (
        <Select
          id={id}
          style={{ width: "100%" }}
          showSearch={{ optionFilterProp: "label" }}
          value={document[name] as string | undefined}
          options={choices}
          onChange={(value) => change({ [name]: value })}
        />
      )}
    </Property>
  );
}

/** Unit, least and greatest value: of every kind of number. */
export function NumberSettings(props: AnySettings) {
  return (
    <>
      {"decimals" in (props.field as object) ||
      (props.field as { type: string }).type !== "integer" ? (
        <NumberProperty props={props} name="decimals" min={0} max={6} />
      ) : null}
      {(props.field as { type: string }).type !== "percent" && (
        <TextProperty props={props} name="unit" />
      )}
      <div className={css.pair}>
        <NumberProperty props={props} name="min" />
        <NumberProperty props={props} name="max" />
      </div>
    </>
  );
}

/** The greatest length: of every kind of text. */
export function TextSettings(props: AnySettings) {
  return <NumberProperty props={props} name="max_length" min={1} max={1_000_000} />;
}
