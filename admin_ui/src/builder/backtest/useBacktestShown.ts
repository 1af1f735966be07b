import { useSearchParams } from "react-router";

const NAME = "backtest";

/** The backtest that the address names: its id, `all` for the list, null for none. */
export function useBacktestShown(): [string | null, (next: string | null) => void] {
  const [words, setWords] = useSearchParams();
  const show = (next: string | null) =>
    setWords(
      (before) => {
        const after = new URLSearchParams(before);
        if (next) after.set(NAME, next);
        else after.delete(NAME);
        return after;
      },
      { replace: true },
    );
  return [words.get(NAME), show];
}
