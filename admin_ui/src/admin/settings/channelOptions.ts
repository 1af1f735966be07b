/** How an option of a channel is typed. */
export type OptionControl = "text" | "port" | "security" | "json";

const CONTROLS: Record<string, OptionControl> = {
  port: "port",
  security: "security",
  headers: "json",
  body: "json",
};
export const controlOf = (option: string): OptionControl => CONTROLS[option] ?? "text";

export const SECURITIES = ["tls", "starttls", "none"] as const;

/** What an option looks like as it is typed. */
export function typedOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

/** The options as the server takes them; null: one of them cannot be read. */
export function optionsOf(typed: Record<string, string>): Record<string, unknown> | null {
  const options: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(typed)) {
    if (text.trim() === "") continue;
    const value = readOption(controlOf(name), text.trim());
    if (value === null) return null;
    options[name] = value;
  }
  return options;
}

/** The value of what is typed; null: it cannot be read. */
export function readOption(control: OptionControl, text: string): unknown {
  if (control === "port") {
    const port = Number(text);
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  }
  if (control !== "json") return text;
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}
