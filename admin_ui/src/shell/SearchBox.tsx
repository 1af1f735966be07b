import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { withTexts } from "@/text/t";
import { fetchAhead } from "@/ui/ahead";
import css from "./SearchBox.module.css";

const loadPalette = withTexts(() => import("./SearchPalette"), "search");
const SearchPalette = lazy(async () => ({ default: (await loadPalette()).SearchPalette }));
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What looks like a search box in the header, and `Ctrl K` everywhere: both open the palette. */
export function SearchBox() {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  const [early, setEarly] = useState("");
  useEffect(() => fetchAhead(loadPalette), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(isMac ? event.metaKey : event.ctrlKey) ||
        event.altKey
      )
        return;
      event.preventDefault();
      open(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  const close = () => {
    open(false);
    setEarly("");
  };
  return (
    <>
      <button type="button" className={css.box} onClick={() => open(true)}>
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <span>{t("shell.searchHint")}</span>
        <kbd>{isMac ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={<Early onType={setEarly} />}>
          <SearchPalette first={early} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

/** Takes what is typed before the palette is there. */
function Early({ onType }: { onType(next: string): void }) {
  const { t } = useTranslation();
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the palette is opened to type
      autoFocus
      className="visually-hidden"
      aria-label={t("shell.search")}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
