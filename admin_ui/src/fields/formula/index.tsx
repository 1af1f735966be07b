import { Sigma } from "lucide-react";
import type { Field } from "@/metadata/types";
import { boolean } from "../boolean";
import { date } from "../date";
import { datetime } from "../datetime";
import { type CellProps, defineField, type FieldType } from "../define";
import { money } from "../money";
import { number } from "../number";
import { percent } from "../percent";
import { region } from "../region";
import { asText, TextCell } from "../shared/texts";

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT/;
const FORMATS: Record<string, Pick<FieldType, "Cell" | "toText">> = { percent, money, number };

/** A computed value is drawn as what it is: by the document's format, else by its looks. */
function drawnAs(field: Field, value: unknown): Pick<FieldType, "Cell" | "toText"> {
  const format = (field.document as { format?: string | null }).format;
  if (format && FORMATS[format]) return FORMATS[format];
  if (typeof value === "number") return number;
  if (typeof value === "boolean") return boolean;
  if (typeof value === "object" && value !== null && "currency" in value) return money;
  if (typeof value === "string" && DAY.test(value)) return date;
  if (typeof value === "string" && MOMENT.test(value)) return datetime;
  if (typeof value === "string" && (field.document as { result?: string }).result === "region")
    return region;
  return { Cell: TextCell, toText: asText };
}

function Cell(props: CellProps) {
  const { Cell: Drawn } = drawnAs(props.field, props.value);
  return <Drawn {...props} />;
}

export const formula = defineField({
  type: "formula",
  icon: Sigma,
  group: "links",
  fresh: () => ({ formula: "" }),
  Cell,
  Input: null,
  toText: (value, field, around) => drawnAs(field, value).toText(value, field, around),
  width: 110,
});
