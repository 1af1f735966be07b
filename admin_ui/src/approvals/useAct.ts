import { useState } from "react";
import { refusalOf } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { type Approval, act } from "./approvals";

/** Sends what is done with an approval; the refusal stays beside what was typed. */
export function useAct(approval: Approval) {
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState("");
  /** Whether it was taken. */
  const send = async (what: string, body: object, done: string): Promise<boolean> => {
    setSending(true);
    setTrouble("");
    try {
      await act(`/${approval.id}/${what}`, body);
      notify({ text: done });
      return true;
    } catch (error) {
      const why = refusalOf(error);
      setTrouble(why);
      notify({ text: why, kind: "failed" });
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, isSending, trouble };
}
