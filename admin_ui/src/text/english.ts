/** The English texts: a file of their own that is loaded when somebody reads English. */
export const english = import.meta.glob<Record<string, unknown>>("./en/*.json", {
  eager: true,
  import: "default",
});
