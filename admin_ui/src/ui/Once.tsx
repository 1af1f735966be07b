import { Button } from "antd";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import css from "./Once.module.css";

/** What is shown this one time, with a button that copies it. */
export function Once({
  label,
  value,
  copyText,
  copiedText,
}: {
  label: string;
  value: string;
  copyText: string;
  copiedText: string;
}) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className={css.once}>
      <span>{label}</span>
      <p>
        <code>{value}</code>
        <Button
          size="small"
          icon={isCopied ? <Check size={14} /> : <Copy size={14} />}
          aria-label={`${isCopied ? copiedText : copyText} ${label}`}
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {isCopied ? copiedText : copyText}
        </Button>
      </p>
    </div>
  );
}
