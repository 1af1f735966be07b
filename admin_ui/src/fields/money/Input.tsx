import { Select, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define";
import { NumberInput } from "../shared/NumberInput";
import { asMoney, currenciesOf, currencySign } from "./Cell";

export function Input({ field, value, onChange, language: _, expanded: __, ...rest }: InputProps) {
  const { t } = useTranslation();
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
      <Select
        aria-label={t("fields.currency")}
        style={{ width: 84 }}
        disabled={rest.disabled}
        variant={rest.place === "grid" ? "borderless" : "outlined"}
        value={currency}
        options={currencies.map((code) => ({ value: code, label: code }))}
        onChange={(next) => {
          choose(next);
          if (known) onChange({ amount: String(known.amount), currency: next });
        }}
      />
      {amount}
    </Space.Compact>
  );
}
