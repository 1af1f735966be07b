/** The server's word that our style elements are ours (Content-Security-Policy). */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

/** From now on every style element that a library of ours makes carries the nonce; some (what locks
 * the page's scrolling under a dialog, for one) have no way to be told it. */
export function signStyles(): void {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name.toLowerCase() === "style" && nonce) element.setAttribute("nonce", nonce);
    return element;
  }) as typeof document.createElement;
}
