/** Whether the text can name a credential or a channel; the server has the last word. */
export const isKey = (text: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(text);

/** A name that is free, after what is made: `wecom_robot`, `wecom_robot_2`. */
export function freeKey(first: string, taken: readonly string[]): string {
  let found = first;
  for (let at = 2; taken.includes(found); at++) found = `${first}_${at}`;
  return found;
}
