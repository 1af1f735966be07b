import { get } from "@/api/client";
import { labelText, t } from "@/text/t";

interface App {
  documents: { kind: string; key: string; document: { label?: string } }[];
}

/** Whether anything of the document has this property with this value, or with it in a list. */
export function isNamed(part: unknown, property: string, value: string): boolean {
  if (Array.isArray(part)) return part.some((each) => isNamed(each, property, value));
  if (typeof part !== "object" || part === null) return false;
  return Object.entries(part).some(
    ([name, found]) =>
      (name === property && (found === value || (Array.isArray(found) && found.includes(value)))) ||
      isNamed(found, property, value),
  );
}

/** The documents of a kind that one may see and that name the thing so, in words. */
async function documentsThat(
  apps: readonly string[],
  kind: string,
  property: string,
  value: string,
): Promise<string[]> {
  const read = await Promise.all(apps.map((app) => get<App>(`/apps/${app}`)));
  return read
    .flatMap(({ documents }) => documents)
    .filter((each) => each.kind === kind && isNamed(each.document, property, value))
    .map(({ key, document }) =>
      t(`settings.use.${kind}`, { name: labelText(document.label) || key }),
    );
}

/** Automations that tell people by the channel. */
export const usesOfChannel = (apps: readonly string[], channel: string): Promise<string[]> =>
  documentsThat(apps, "automation", "by", channel);

/** Connectors, and channels of the workspace, that prove themselves with the credential. */
export async function usesOfCredential(
  apps: readonly string[],
  credential: string,
  seesChannels: boolean,
): Promise<string[]> {
  const { channels } = seesChannels
    ? await get<{ channels: { key: string; credential?: string }[] }>("/channels")
    : { channels: [] };
  return [
    ...(await documentsThat(apps, "connector", "credential", credential)),
    ...channels
      .filter((each) => each.credential === credential)
      .map(({ key }) => t("settings.use.channel", { name: key })),
  ];
}

/** The types of events that the apps' automations send. */
export async function eventsOf(apps: readonly string[]): Promise<string[]> {
  const read = await Promise.all(
    apps.map(async (app) => {
      const { documents } = await get<App>(`/apps/${app}`);
      const own = documents.flatMap(({ document }) => emitted(document));
      return [`${app}.*`, ...own.map((event) => `${app}.${event}`)];
    }),
  );
  return [...new Set(["*", ...read.flat()])];
}

/** The events that steps anywhere in the document send. */
export function emitted(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(emitted);
  if (typeof part !== "object" || part === null) return [];
  const own = "do" in part && part.do === "emit" && "event" in part ? [String(part.event)] : [];
  return [...own, ...Object.values(part).flatMap(emitted)];
}
