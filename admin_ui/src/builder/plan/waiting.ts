import { post } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { queryClient } from "@/api/queries";
import type { Finding } from "@/api/types";
import { t } from "@/text/t";

/** What becomes of runs that wait by an older version; without one they end by it. */
export type Treatment = "move" | "restart" | "cancel";
export const TREATMENTS: readonly Treatment[] = ["move", "restart", "cancel"];

/** By the full name of the automation. */
export type Treatments = Readonly<Record<string, Treatment>>;

/** With how many it was done, and why not with the others. */
export interface Treated {
  done: number;
  left: { run: string; code: string; message: string }[];
  has_more: boolean;
}

const WAITS = "runs_wait:";

/** The automation whose waiting runs the finding tells of; null: it tells of something else. */
export const waitingOf = ({ code }: Finding): string | null =>
  code.startsWith(WAITS) ? code.slice(WAITS.length) : null;

export const oldRunsPath = (app: string, automation: string): string =>
  `/apps/${app}/automations/${automation}/old-runs`;

/** After the publication: the runs are treated as was chosen. Says in words what came of it, for
 * each automation: what is published stays so, whatever a run says. */
export async function treatWaiting(treatments: Treatments): Promise<string[]> {
  const told: string[] = [];
  for (const [name, treatment] of Object.entries(treatments)) {
    try {
      told.push(...(await treatAll(name, treatment)));
    } catch (error) {
      told.push(refusalOf(error));
    }
  }
  if (told.length > 0) void queryClient.invalidateQueries({ queryKey: ["runs"] });
  return told;
}

/** The server treats so many at once; those that it leaves come first again. */
async function treatAll(name: string, treatment: Treatment): Promise<string[]> {
  const [app = "", automation = ""] = name.split(".");
  let count = 0;
  let last: Treated;
  do {
    last = await post<Treated>(oldRunsPath(app, automation), { do: treatment });
    count += last.done;
  } while (last.has_more && last.done > 0);
  const [first] = last.left;
  return [
    ...(count > 0 ? [t(`builder.treated.${treatment}`, { count })] : []),
    ...(first ? [t("builder.treatedNot", { count: last.left.length, why: first.message })] : []),
  ];
}
