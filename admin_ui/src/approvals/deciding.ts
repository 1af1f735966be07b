import type { Mine } from "./approvals";

/** What a verdict still lacks: words where the node asks for them, a signature. */
export function missingFor(
  verdict: "agree" | "refuse",
  mine: Pick<Mine, "comment" | "signature">,
  comment: string,
  signature: unknown,
): "comment" | "signature" | null {
  const asksWords =
    mine.comment === "always" || (mine.comment === "on_refusal" && verdict === "refuse");
  if (asksWords && comment.trim() === "") return "comment";
  const isSigned = Array.isArray(signature) && signature.length > 0;
  return mine.signature && verdict === "agree" && !isSigned ? "signature" : null;
}
