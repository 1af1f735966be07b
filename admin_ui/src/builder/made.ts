import { type Language, loadLanguage, t } from "@/text/t";

// What is made here has its English name too, whatever language the builder speaks.
void loadLanguage("en");

/** A label that the builder makes, in both languages; `of`: what it is about. */
export const inBoth = (
  name: string,
  of: (language: Language) => string = () => "",
): Record<Language, string> => ({
  zh: t(name, { lng: "zh", of: of("zh") }),
  en: t(name, { lng: "en", of: of("en") }),
});
