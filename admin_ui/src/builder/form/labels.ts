import type { Label } from "@/text/t";

/** The label with another text in one language; what has one text only keeps to one while it can. */
export function relabelled(
  label: Label,
  language: "zh" | "en",
  text: string,
): NonNullable<Label> | null {
  if (typeof label === "object" && label !== null) {
    const next: Partial<Record<"zh" | "en", string>> = { ...label, [language]: text };
    if (!next.en) return next.zh || null;
    return next.zh ? next : { en: next.en };
  }
  if (language === "zh") return text;
  return text ? { zh: label ?? "", en: text } : (label ?? "");
}
