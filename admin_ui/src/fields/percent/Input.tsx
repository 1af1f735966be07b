import type { InputProps } from "../define";
import { NumberInput } from "../shared/NumberInput";

export function Input({ field: _, language: __, expanded: ___, ...rest }: InputProps) {
  return <NumberInput {...rest} unit="%" places={2} />;
}
