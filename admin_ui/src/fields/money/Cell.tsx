import type { Field } from "@/metadata/types";
import type { CellProps } from "../define";
import { type Exact, grouped, short } from "../shared/numbers";

export interface Money {
  amount: Exact;
  currency: string;
}

const SIGNS: Record<string, string> = {
  CNY: "¥",
  USD: "$",
  EUR: "€",
  GBP: "£",
  JPY: "¥",
  HKD: "HK$",
};

/** The sign of a currency; its code where it has none of its own. */
export const currencySign = (currency: string): string => SIGNS[currency] ?? currency;

/** The currencies that a field takes; the first is what a new amount starts with. */
export function currenciesOf(field: Field): string[] {
  const { currency, currencies } = field.document as {
    currency?: string | null;
    currencies?: string[] | null;
  };
  return currencies ?? (currency ? [currency] : ["CNY"]);
}

/** An amount with its sign, every digit written: ¥ 864,000.00. */
export function moneyText(value: unknown, field: Field): string {
  if (value == null) return "";
  const { amount, currency } = asMoney(value, field);
  return `${currencySign(currency)} ${grouped(amount)}`;
}

/** A formula's money is a bare number: it has the field's one currency. */
export function asMoney(value: unknown, field: Field): Money {
  return typeof value === "object" && value !== null
    ? (value as Money)
    : { amount: value as Exact, currency: currenciesOf(field)[0] ?? "CNY" };
}

export function Cell({ field, value, place, language }: CellProps) {
  if (value == null) return null;
  if (place === "page") return <span>{moneyText(value, field)}</span>;
  const { amount, currency } = asMoney(value, field);
  const isMixed = currenciesOf(field).length > 1 && currency !== "CNY";
  return (
    <span title={moneyText(value, field)}>
      {isMixed ? `${currencySign(currency)} ` : ""}
      {short(amount, language)}
    </span>
  );
}
