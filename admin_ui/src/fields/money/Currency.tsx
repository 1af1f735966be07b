import { Select } from "antd";
import { useTranslation } from "react-i18next";

/** Which of several currencies an amount is in. */
export default function Currency({
  value,
  codes,
  disabled,
  isBare,
  onChange,
}: {
  value: string;
  codes: readonly string[];
  disabled?: boolean;
  /** Inline in a cell. */
  isBare: boolean;
  onChange(code: string): void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t("fields.currency")}
      style={{ width: 84 }}
      disabled={disabled}
      variant={isBare ? "borderless" : "outlined"}
      value={value}
      options={codes.map((code) => ({ value: code, label: code }))}
      onChange={onChange}
    />
  );
}
