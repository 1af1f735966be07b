import type { Language } from "@/text/t";

/** What the server gives for exact numbers: a number up to 15 digits, else its text. */
export type Exact = number | string;

const SAFE_DIGITS = 15;

/** Typed text as an exact value: full-width digits, thousands signs and 万 are understood; null: nothing typed, undefined: no number. */
export function readNumber(typed: string): Exact | null | undefined {
  const text = typed.normalize("NFKC").replace(/[,\s_]/g, "");
  if (text === "") return null;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(万|亿)?$/.exec(text);
  if (!match || (match[2] === "" && !match[3])) return undefined;
  const [, sign, whole = "", part = "", scale] = match;
  return exact(
    shifted(
      `${sign === "-" ? "-" : ""}${whole || "0"}${part ? `.${part}` : ""}`,
      scale === "万" ? 4 : scale === "亿" ? 8 : 0,
    ),
  );
}

/** A decimal text as the interface takes it. */
export function exact(text: string): Exact {
  return text.replace(/\D/g, "").replace(/^0+/, "").length <= SAFE_DIGITS ? Number(text) : text;
}

/** A decimal text times ten to the power of `places`, without a floating point in between. */
export function shifted(text: string, places: number): string {
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "0", part = ""] = text.replace(/^[+-]/, "").split(".");
  const digits = whole + part;
  const point = whole.length + places;
  const padded = digits
    .padStart(Math.max(digits.length, digits.length - point + 1), "0")
    .padEnd(point, "0");
  const at = point > 0 ? point : padded.length - (digits.length - point);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, "") || "0";
  const right = padded.slice(at).replace(/0+$/, "");
  return `${sign}${left}${right ? `.${right}` : ""}`;
}

/** The value as plain decimal text, never `1e21`. */
export function plain(value: Exact): string {
  if (typeof value === "string") return value;
  const text = String(value);
  if (!/e/i.test(text)) return text;
  const [digits = "0", power = "0"] = text.split(/e/i);
  return shifted(digits, Number(power));
}

/** With thousands signs; `decimals` given: rounded half up to as many places. */
export function grouped(value: Exact, decimals?: number): string {
  const text = decimals === undefined ? plain(value) : rounded(plain(value), decimals);
  const [whole = "", part] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

/** Rounded half away from zero to `decimals` places, all of them written. */
export function rounded(text: string, decimals: number): string {
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "0", part = ""] = text.replace("-", "").split(".");
  const kept = BigInt(whole + part.slice(0, decimals).padEnd(decimals, "0"));
  const next = Number(part[decimals] ?? "0") >= 5 ? 1n : 0n;
  const digits = String(kept + next).padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  const body = decimals ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
  return /[1-9]/.test(body) ? sign + body : body;
}

/** As in lists and tiles: 1,284; 1.3万, 128.4万, 1.2亿 (zh); 13k, 1.3M (en). */
export function short(value: Exact, language: Language): string {
  const number = Number(value);
  const size = Math.abs(number);
  const scales: [number, string][] =
    language === "zh"
      ? [
          [1e8, "亿"],
          [1e4, "万"],
        ]
      : [
          [1e9, "B"],
          [1e6, "M"],
          [1e4, "k"],
        ];
  for (const [least, sign] of scales) {
    const unit = sign === "k" ? 1e3 : least;
    if (size >= least) return `${grouped(rounded(plain(number / unit), 1))}${sign}`;
  }
  return grouped(value);
}
