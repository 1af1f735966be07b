import { Input } from "antd";
import type { ComponentProps } from "react";
import css from "./TextBox.module.css";

type Props = Omit<ComponentProps<typeof Input.TextArea>, "autoSize"> & { minRows?: number };

/** A text of several lines that grows with what is typed. antd's own growing writes style
 * attributes, which the page's policy refuses. */
export function TextBox({ minRows = 3, className, ...rest }: Props) {
  return <Input.TextArea {...rest} rows={minRows} className={`${css.grow} ${className ?? ""}`} />;
}
