import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { create } from "zustand";
import { speak } from "@/api/client";
import { queryClient } from "@/api/queries";
import { type Language, loadLanguage, setLanguage } from "@/text/t";
import type { Appearance } from "@/ui/theme";

/** How the product looks to this browser; the person's own language wins once they have signed in. */
interface Look {
  language: Language;
  appearance: Appearance | "system";
  isDark: boolean;
  setLanguage(language: Language): void;
  setAppearance(appearance: Appearance | "system"): void;
}

const STORED = "tangram-look";
const darkSystem = window.matchMedia?.("(prefers-color-scheme: dark)");

function read(): { language: Language; appearance: Appearance | "system" } {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Partial<Look>;
    const language = stored.language ?? (navigator.language.startsWith("en") ? "en" : "zh");
    return { language, appearance: stored.appearance ?? "light" };
  } catch {
    return { language: "zh", appearance: "light" };
  }
}

const isDark = (appearance: Appearance | "system"): boolean =>
  appearance === "dark" || (appearance === "system" && (darkSystem?.matches ?? false));

function apply(look: Pick<Look, "language" | "appearance">): void {
  document.documentElement.lang = look.language;
  document.documentElement.dataset.theme = isDark(look.appearance) ? "dark" : "light";
  dayjs.locale(look.language === "zh" ? "zh-cn" : "en");
  speak(look.language);
  void setLanguage(look.language);
  try {
    localStorage.setItem(
      STORED,
      JSON.stringify({ language: look.language, appearance: look.appearance }),
    );
  } catch {
    // A browser that keeps nothing shows the same, only not after a restart.
  }
}

export const useLook = create<Look>((set, get) => {
  const first = read();
  apply(first);
  const change = (part: Partial<Pick<Look, "language" | "appearance">>) => {
    const next = { language: get().language, appearance: get().appearance, ...part };
    apply(next);
    set({ ...next, isDark: isDark(next.appearance) });
  };
  darkSystem?.addEventListener("change", () => change({}));
  return {
    ...first,
    isDark: isDark(first.appearance),
    setLanguage: (language) => {
      if (language === get().language) return;
      void loadLanguage(language).then(() => {
        change({ language });
        // Much of what the server said is in words.
        return queryClient.cancelQueries().then(() => queryClient.invalidateQueries());
      });
    },
    setAppearance: (appearance) => change({ appearance }),
  };
});
