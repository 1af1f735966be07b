import type { Revision } from "@/api/types";
import { t } from "@/text/t";

/** What a revision is called in the list: why it was made, else where from. */
export function titleOf(revision: Revision): string {
  if (revision.undoes !== null) return t("changes.undoes", { revision: revision.undoes });
  return (
    revision.note ||
    t(`changes.origin.${revision.origin}`, {
      defaultValue: t("changes.revision", { revision: revision.number }),
    })
  );
}
