import css from "./formula.module.css";
import { tokenise } from "./tokens";

/** A formula that is only read, with the colours that it has in the editor. */
export function FormulaText({ text }: { text: string }) {
  let end = 0;
  return (
    <code className={css.code}>
      {tokenise(text).map((token) => {
        const before = text.slice(end, token.from);
        end = token.to;
        return (
          <span key={token.from}>
            {before}
            <span className={css[token.kind]}>{text.slice(token.from, token.to)}</span>
          </span>
        );
      })}
      {text.slice(end)}
    </code>
  );
}
