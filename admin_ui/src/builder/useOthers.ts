import { useEffect, useRef } from "react";
import { get } from "@/api/client";
import type { Revision } from "@/api/types";
import type { AppModel } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { isChanged, presentDraft } from "./draft";
import { isMine } from "./mine";

/** Says who has published while one is building. */
export function useOthers(model: AppModel | undefined): void {
  const { key, revision } = model ?? {};
  const seen = useRef<{ key?: string; revision?: number }>({});
  useEffect(() => {
    const before = seen.current;
    seen.current = { key, revision };
    if (!key || !revision || before.key !== key || !before.revision) return;
    if (revision > before.revision) void tell(key, before.revision).catch(() => undefined);
  }, [key, revision]);
}

async function tell(app: string, before: number): Promise<void> {
  const { revisions } = await get<{ revisions: Revision[] }>("/revisions", { app, limit: 1 });
  const last = revisions[0];
  if (!last || last.number <= before || (await isMine(last.number))) return;
  const merged = isChanged(presentDraft(app)) ? "publishedMerged" : "publishedBy";
  notify({
    text: t(`builder.${merged}`, {
      name: last.user_name ?? t("builder.somebody"),
      revision: last.number,
    }),
  });
}
