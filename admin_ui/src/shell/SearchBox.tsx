import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./SearchBox.module.css";

const SearchPalette = lazy(async () => ({
  default: (await import("./SearchPalette")).SearchPalette,
}));
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What looks like a search box in the header, and `Ctrl K` everywhere: both open the palette. */
export function SearchBox() {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
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
  return (
    <>
      <button type="button" className={css.box} onClick={() => open(true)}>
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <span>{t("shell.searchHint")}</span>
        <kbd>{isMac ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <SearchPalette onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  );
}
