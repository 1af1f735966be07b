import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import css from "./HookPane.module.css";

/** How callers prove themselves. */
export interface Proof {
  scheme: "standard" | "wecom" | "none";
  token: string;
  aes_key: string;
  receiver: string;
}

export const NEW_PROOF: Proof = { scheme: "standard", token: "", aes_key: "", receiver: "" };

const SCHEMES = ["standard", "wecom", "none"] as const;
const SHOWN_BY_WECOM = ["token", "aes_key", "receiver"] as const;

/** What the server is asked for. */
export function bodyOf({ scheme, ...wecom }: Proof): Record<string, unknown> {
  return scheme === "wecom" ? { wecom } : { signed: scheme === "standard" };
}

/** How many parts are still missing. */
export const missingIn = (proof: Proof): number =>
  proof.scheme === "wecom" ? SHOWN_BY_WECOM.filter((part) => !proof[part].trim()).length : 0;

/** Which callers there are to be, and what 企业微信 shows beside the address it asks for. */
export function HookScheme({ proof, onChange }: { proof: Proof; onChange(next: Proof): void }) {
  const { t } = useTranslation();
  return (
    <div className={css.scheme}>
      <label htmlFor="hook-scheme">{t("settings.hook.scheme")}</label>
      <Select
        id="hook-scheme"
        value={proof.scheme}
        onChange={(scheme) => onChange({ ...proof, scheme })}
        options={SCHEMES.map((value) => ({ value, label: t(`settings.hook.schemes.${value}`) }))}
      />
      <p>{t(`settings.hook.schemeText.${proof.scheme}`)}</p>
      {proof.scheme === "wecom" &&
        SHOWN_BY_WECOM.map((part) => {
          const Control = part === "receiver" ? Input : Input.Password;
          return (
            <div key={part} className={css.scheme}>
              <label htmlFor={`hook-${part}`}>{t(`settings.hook.wecom.${part}`)}</label>
              <Control
                id={`hook-${part}`}
                autoComplete="off"
                value={proof[part]}
                onChange={(event) => onChange({ ...proof, [part]: event.target.value.trim() })}
              />
            </div>
          );
        })}
    </div>
  );
}
