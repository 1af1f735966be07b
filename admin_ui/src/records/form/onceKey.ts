/** Keys for requests: the same for the same content, so that one that is sent twice is done once. */
export function onceKey(): (content: string) => string {
  let last = "";
  let key = "";
  return (content) => {
    if (content !== last || !key) {
      last = content;
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      key = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    return key;
  };
}
