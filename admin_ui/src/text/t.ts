import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "zh" | "en";

/** What a list says, and the frame around it; the rest comes with the parts that say it. */
const zh = import.meta.glob<Record<string, unknown>>(
  "./zh/{commands,fields,list,record,shell,time,ui}.json",
  { eager: true, import: "default" },
);
const later = import.meta.glob<Record<string, unknown>>(
  ["./zh/*.json", "!./zh/{commands,fields,list,record,shell,time,ui}.json"],
  { import: "default" },
);

/** The texts of one language; a file `zh/records.json` is found under `records.`. */
function textsOf(files: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]),
  );
}

i18next.use(initReactI18next).init({
  lng: "zh",
  fallbackLng: "zh",
  resources: { zh: { translation: textsOf(zh) } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** A text by its name, in the present language. In components take `useTranslation()` instead. */
export const t = i18next.t.bind(i18next);

/** The texts of the language are there. Chinese stands in where they cannot be loaded. */
export async function loadLanguage(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const { english } = await import("./english").catch(() => ({ english: {} }));
  i18next.addResourceBundle(language, "translation", textsOf(english));
}

/** The Chinese texts of an area that are not there from the beginning. */
async function loadArea(area: string): Promise<void> {
  const load = later[`./zh/${area}.json`];
  if (load) i18next.addResourceBundle("zh", "translation", { [area]: await load() }, true);
}

/** A part of the program that comes together with the texts that it says. */
export const withTexts =
  <T>(load: () => Promise<T>, ...areas: string[]) =>
  async (): Promise<T> =>
    (await Promise.all([load(), ...areas.map(loadArea)]))[0];

export const setLanguage = (language: Language): Promise<unknown> =>
  i18next.changeLanguage(language);
export const currentLanguage = (): Language => (i18next.language === "en" ? "en" : "zh");

/** A label of a document in the present language: `"线索"` or `{"zh": "线索", "en": "Lead"}`. */
export type Label = string | Partial<Record<Language, string>> | null | undefined;
export function labelText(label: Label, language: Language = currentLanguage()): string {
  if (!label) return "";
  return typeof label === "string" ? label : (label[language] ?? label.zh ?? label.en ?? "");
}
