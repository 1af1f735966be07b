import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";
import css from "./IconButton.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  /** For screen readers and on hover: no icon without a name. */
  label: string;
  size?: number;
  isOn?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon: Icon, label, size = 16, isOn, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={className ? `${css.button} ${className}` : css.button}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      {...rest}
    >
      <Icon size={size} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
