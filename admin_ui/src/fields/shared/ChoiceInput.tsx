import { Select } from "antd";
import type { ReactNode } from "react";
import type { InputProps } from "../define";

export interface Choice {
  value: string;
  title: string;
  label: ReactNode;
}

interface Props extends Omit<InputProps, "expanded" | "language" | "field"> {
  choices: Choice[];
  isMany?: boolean;
  isLoading?: boolean;
  label: string;
  /** Asked again while somebody types; absent: the choices are all there. */
  onSearch?(typed: string): void;
  onOpen?(): void;
  /** What stands below the choices: creating one. */
  footer?: ReactNode;
  nothing?: ReactNode;
}

/** One or many of things that have a title: people, departments, records. */
export function ChoiceInput({
  value,
  onChange,
  place,
  choices,
  isMany,
  isLoading,
  label,
  onSearch,
  onOpen,
  footer,
  nothing,
  ...rest
}: Props) {
  const chosen = isMany
    ? ((value as string[] | null) ?? [])
    : ((value as string | null) ?? undefined);
  return (
    <Select<string | string[]>
      {...rest}
      aria-label={label}
      mode={isMany ? "multiple" : undefined}
      style={{ width: "100%" }}
      variant={place === "grid" ? "borderless" : "outlined"}
      allowClear
      loading={isLoading}
      showSearch={{
        onSearch,
        filterOption: onSearch
          ? false
          : (typed, option) =>
              String(option?.title ?? "")
                .toLowerCase()
                .includes(typed.trim().toLowerCase()),
      }}
      notFoundContent={nothing}
      onOpenChange={(isOpen) => isOpen && onOpen?.()}
      popupRender={(menu) => (
        <>
          {menu}
          {footer}
        </>
      )}
      value={chosen}
      options={choices}
      onChange={(next) =>
        onChange(Array.isArray(next) ? (next.length ? next : null) : (next ?? null))
      }
    />
  );
}
