import { address } from "./address";
import { auto_number } from "./auto_number";
import { barcode } from "./barcode";
import { boolean } from "./boolean";
import { children } from "./children";
import { date } from "./date";
import { datetime } from "./datetime";
import type { FieldType } from "./define";
import { department } from "./department";
import { duration } from "./duration";
import { email } from "./email";
import { file } from "./file";
import { formula } from "./formula";
import { generated } from "./generated";
import { image } from "./image";
import { integer } from "./integer";
import { json } from "./json";
import { location } from "./location";
import { long_text } from "./long_text";
import { money } from "./money";
import { multi_select } from "./multi_select";
import { number } from "./number";
import { percent } from "./percent";
import { phone } from "./phone";
import { rating } from "./rating";
import { reference } from "./reference";
import { references } from "./references";
import { region } from "./region";
import { rich_text } from "./rich_text";
import { select } from "./select";
import { signature } from "./signature";
import { state } from "./state";
import { text } from "./text";
import { url } from "./url";
import { user } from "./user";
import { users } from "./users";

/** The table of all field types: one folder and one line each. The palette has this order. */
export const FIELD_TYPES: readonly FieldType[] = [
  text,
  long_text,
  rich_text,
  number,
  integer,
  percent,
  money,
  boolean,
  date,
  datetime,
  duration,
  select,
  multi_select,
  state,
  user,
  users,
  department,
  reference,
  references,
  children,
  file,
  image,
  signature,
  phone,
  email,
  url,
  region,
  address,
  location,
  auto_number,
  generated,
  formula,
  rating,
  json,
  barcode,
];

const BY_NAME = new Map(FIELD_TYPES.map((type) => [type.type, type]));

/** How a field of this type is drawn; one that this browser does not know is shown as text. */
export function fieldType(type: string): FieldType {
  return BY_NAME.get(type) ?? text;
}
