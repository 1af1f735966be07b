import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type AnySettings, NumberProperty, Property, useProperties } from "../shared/settings";

const CURRENCIES = [
  "CNY",
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "HKD",
  "TWD",
  "SGD",
  "AUD",
  "CAD",
  "KRW",
  "THB",
  "VND",
  "INR",
  "AED",
  "RUB",
];

/** One currency, or several of which each amount names its own (decision 8). */
export function Settings(props: AnySettings) {
  const { t } = useTranslation();
  const [document, change] = useProperties(props);
  const value = (document.currencies as string[] | undefined) ?? [
    String(document.currency ?? "CNY"),
  ];
  return (
    <>
      <Property label={t("fields.properties.currencies")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            style={{ width: "100%" }}
            value={value}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
            onChange={(next: string[]) => {
              if (next.length === 0) return;
              change(
                next.length === 1
                  ? { currency: next[0], currencies: undefined }
                  : { currencies: next, currency: undefined },
              );
            }}
          />
        )}
      </Property>
      <NumberProperty props={props} name="decimals" min={0} max={6} />
    </>
  );
}
