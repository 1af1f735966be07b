const RECENT = "tangram-recent";
const MOST_RECENT = 8;
export interface Recent {
  to: string;
  title: string;
  note: string;
}

/** What this person opened last, newest first. */
export function recents(): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(RECENT) ?? "[]") as Recent[];
  } catch {
    return [];
  }
}

/** A record or view was opened. */
export function keepRecent(recent: Recent): void {
  const next = [recent, ...recents().filter((each) => each.to !== recent.to)].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(RECENT, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing has no recent things.
  }
}
