import { InputNumber } from "antd";

/** A number among the settings of a field; fetched by the designer, which alone asks for it. */
export function Figure(props: {
  id: string;
  min?: number;
  max?: number;
  value: number | undefined;
  onChange(value: number | null): void;
}) {
  return <InputNumber {...props} style={{ width: "100%" }} />;
}
