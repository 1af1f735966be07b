import { Button, Dropdown } from "antd";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Values } from "@/api/types";
import { fieldType } from "@/fields";
import type { Field } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { showOver } from "@/ui/Over";
import { TextBox } from "@/ui/TextBox";
import { ActDialog } from "./ActDialog";
import type { Approval } from "./approvals";
import css from "./approvals.module.css";
import { missingFor } from "./deciding";
import { useAct } from "./useAct";

const PASSING = ["transfer", "add", "return"] as const;
export type Passing = (typeof PASSING)[number];

/** My words and my verdict; what is missing is said here, what was typed stays when refused. */
export function Opinion({ approval, values }: { approval: Approval; values: Values }) {
  const { t } = useTranslation();
  const name = useId();
  const { mine } = approval;
  const [comment, setComment] = useState("");
  const [signature, setSignature] = useState<unknown>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const { send, isSending, trouble } = useAct(approval);
  const canSpeak = mine.may.includes("comment");
  if (mine.task === null && !mine.may.includes("resubmit") && !canSpeak) return null;
  const decide = async (verdict: "agree" | "refuse") => {
    const lacks = missingFor(verdict, mine, comment, signature);
    setMissing(lacks);
    if (lacks) {
      document.getElementById(name)?.focus();
      return;
    }
    const body = {
      task: mine.task,
      verdict,
      ...(comment.trim() ? { comment: comment.trim() } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
      ...(Array.isArray(signature) ? { signature: String(signature[0]) } : {}),
    };
    if (await send("decide", body, t(`approvals.did.${verdict}`))) setComment("");
  };
  const say = async () => {
    const lacks = comment.trim() ? null : "comment";
    setMissing(lacks);
    if (!lacks && (await send("comment", { comment: comment.trim() }, t("approvals.did.comment"))))
      setComment("");
  };
  const passing = PASSING.filter((each) => mine.may.includes(each));
  const others = [
    ...passing.map((each) => ({ key: each, label: t(`approvals.act.${each}`) })),
    ...(canSpeak ? [{ key: "comment", label: t("approvals.say") }] : []),
  ];
  const pass = (act: Passing) =>
    showOver<null>((done) => (
      <ActDialog approval={approval} act={act} comment={comment} done={() => done(null)} />
    ));
  return (
    <section className={css.card} aria-label={t("approvals.opinion")}>
      <h2>{t(mine.task === null ? "approvals.speak" : "approvals.opinion")}</h2>
      <label htmlFor={name} className="visually-hidden">
        {t("approvals.comment")}
      </label>
      <TextBox
        id={name}
        minRows={2}
        maxLength={2_000}
        placeholder={t(`approvals.commentHint.${mine.task === null ? "optional" : mine.comment}`)}
        value={comment}
        status={missing === "comment" ? "error" : undefined}
        onChange={(event) => setComment(event.target.value)}
      />
      {mine.task !== null && mine.signature && (
        <SignaturePad value={signature} onChange={setSignature} />
      )}
      {(missing || trouble) && (
        <p className={css.trouble} role="alert">
          {missing ? t(`approvals.missing.${missing}`) : trouble}
        </p>
      )}
      <footer className={css.verdict}>
        {mine.task !== null && others.length > 0 && (
          <Dropdown
            trigger={["click"]}
            menu={{
              items: others,
              onClick: ({ key }) => void (key === "comment" ? say() : pass(key as Passing)),
            }}
          >
            <Button icon={<ChevronDown size={14} />} iconPlacement="end">
              {t("approvals.other")}
            </Button>
          </Dropdown>
        )}
        {canSpeak && mine.task === null && (
          <Button onClick={() => void say()} disabled={isSending}>
            {t("approvals.say")}
          </Button>
        )}
        <span className={css.space} />
        {mine.may.includes("resubmit") && (
          <Button
            type="primary"
            loading={isSending}
            onClick={() => void send("resubmit", {}, t("approvals.did.resubmit"))}
          >
            {t("approvals.resubmit")}
          </Button>
        )}
        {mine.task !== null && (
          <>
            <Button disabled={isSending} onClick={() => void decide("refuse")}>
              {t("approvals.refuse")}
            </Button>
            <Button type="primary" loading={isSending} onClick={() => void decide("agree")}>
              {t("approvals.agree")}
            </Button>
          </>
        )}
      </footer>
    </section>
  );
}

function SignaturePad({ value, onChange }: { value: unknown; onChange(value: unknown): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { Input } = fieldType("signature");
  const label = t("approvals.signature");
  return Input ? (
    <div>
      <p className={css.quiet}>{label}</p>
      <Input
        field={{ key: "signature", label, type: "signature" } as Field}
        value={value}
        onChange={onChange}
        place="form"
        language={language}
      />
    </div>
  ) : null;
}
