import { useId } from "react";
import { useTranslation } from "react-i18next";
import { problemsAt, useAround } from "./around";
import { CONTROLS, DEEP } from "./controls";
import css from "./properties.module.css";
import { type Part, type Property, withProperty } from "./spec";

/** The properties of a part of a document as a form; problems stand at what they are about. */
export function PropertyForm({
  properties,
  part,
  pointer,
  onChange,
}: {
  properties: readonly Property[];
  part: Part;
  /** Where the part stands in its document. */
  pointer: string;
  onChange(next: Part, about: string): void;
}) {
  return (
    <div className={css.form}>
      {properties
        .filter((property) => property.shown?.(part) ?? true)
        .map((property) => (
          <Row
            key={property.key}
            property={property}
            part={part}
            pointer={`${pointer}/${property.key}`}
            onChange={(value) =>
              onChange(withProperty(part, property.key, value), `${pointer}/${property.key}`)
            }
          />
        ))}
    </div>
  );
}

function Row({
  property,
  part,
  pointer,
  onChange,
}: {
  property: Property;
  part: Part;
  pointer: string;
  onChange(value: unknown): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { control, key } = property;
  const { problems } = useAround();
  const found = problemsAt(problems, pointer, !DEEP.has(control.kind));
  const Body = CONTROLS[control.kind];
  const label = t(`properties.${property.label ?? key}`);
  const isInline = control.kind === "switch";
  return (
    <div className={isInline ? css.inline : css.property}>
      <label className={css.label} htmlFor={id} id={`${id}-label`}>
        {label}
        {property.isNeeded && (
          <span className={css.star} aria-hidden="true">
            *
          </span>
        )}
      </label>
      <Body
        id={id}
        label={label}
        control={control}
        value={part[key]}
        part={part}
        pointer={pointer}
        onChange={onChange}
      />
      {found.map((problem) => (
        <p
          key={`${problem.pointer} ${problem.message}`}
          className={css.problem}
          data-severity={problem.severity}
          role="alert"
        >
          {problem.message}
        </p>
      ))}
    </div>
  );
}
