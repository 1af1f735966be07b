import { Space } from "antd";
import { lazy, Suspense, useState } from "react";
import type { InputProps } from "../define";
import { NumberInput } from "../shared/NumberInput";
import { asMoney, currenciesOf, currencySign } from "./Cell";

const Currency = lazy(() => import("./Currency"));

export function Input({ field, value, onChange, language: _, expanded: __, ...rest }: InputProps) {
  const known = value == null ? null : asMoney(value, field);
  const currencies = currenciesOf(field);
  const [chosen, choose] = useState(currencies[0] ?? "CNY");
  const currency = known?.currency ?? chosen;
  const amount = (
    <NumberInput
      {...rest}
      value={known?.amount ?? null}
      unit={currencies.length === 1 ? currencySign(currency) : null}
      onChange={(next) => onChange(next === null ? null : { amount: String(next), currency })}
    />
  );
  if (currencies.length === 1) return amount;
  return (
    <Space.Compact block>
      <Suspense fallback={null}>
        <Currency
          value={currency}
          codes={currencies}
          disabled={rest.disabled}
          isBare={rest.place === "grid"}
          onChange={(next) => {
            choose(next);
            if (known) onChange({ amount: String(known.amount), currency: next });
          }}
        />
      </Suspense>
      {amount}
    </Space.Compact>
  );
}
