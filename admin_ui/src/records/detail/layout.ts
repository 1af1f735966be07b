import type { DetailView, Field, FormView, SectionDocument, Table } from "@/metadata/types";
import { type Language, labelText } from "@/text/t";

/** A field at its place; `span` of the twelve columns. */
export interface Placed {
  field: Field;
  span: number;
  help?: string;
}

export interface Section {
  label: string;
  places: Placed[];
}

const HALF = 6;

/** The sections of a page or form: as its view says, else all fields in one. Fields that this
 * person does not see are left out, and sections that hold no other. */
export function sectionsOf(
  table: Table,
  view: DetailView | FormView | null,
  language: Language,
  isShown: (field: Field) => boolean,
): Section[] {
  const documents = view?.sections?.length ? view.sections : [everything(table)];
  return documents
    .map((section) => ({
      label: labelText(section.label, language),
      places: section.fields.flatMap((place) => {
        const field = table.fields.get(place.field);
        return field && isShown(field)
          ? [{ field, span: spanOf(section, place.span), help: labelText(place.help, language) }]
          : [];
      }),
    }))
    .filter((section) => section.places.length > 0);
}

const spanOf = (section: SectionDocument, span?: number): number =>
  section.columns === 1 ? 12 : (span ?? HALF);

function everything(table: Table): SectionDocument {
  const fields = [...table.fields.values()].filter(
    (field) => !field.isSystem && field.type !== "children",
  );
  return { fields: fields.map((field) => ({ field: field.key })) as SectionDocument["fields"] };
}

/** The fields whose titles a page needs. */
export const expandable = (table: Table): string =>
  [...table.fields.values()]
    .filter((field) => field.target !== null && field.type !== "children")
    .map((field) => field.key)
    .join(",");
