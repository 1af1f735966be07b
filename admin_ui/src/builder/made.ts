import { type Language, t } from "@/text/t";

/** A label that the builder makes, in both languages; `of`: what it is about. */
export const inBoth = (
  name: string,
  of: (language: Language) => string = () => "",
): Record<Language, string> => ({
  zh: t(name, { lng: "zh", of: of("zh") }),
  en: t(name, { lng: "en", of: of("en") }),
});
