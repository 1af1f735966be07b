import { t } from "@/text/t";
import { notify } from "@/ui/Notices";

/** The text is on the clipboard; where the browser forbids that, it is shown to be copied. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ text: t("commands.copied") });
  } catch {
    notify({ text });
  }
}
