import type { InputProps } from "../define";
import { NumberInput } from "../shared/NumberInput";

export function Input({ field, language: _, expanded: __, ...rest }: InputProps) {
  return <NumberInput {...rest} unit={"unit" in field.document ? field.document.unit : null} />;
}
