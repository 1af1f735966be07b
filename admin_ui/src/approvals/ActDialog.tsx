import { Button, Modal, Radio, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextBox } from "@/ui/TextBox";
import type { Approval } from "./approvals";
import css from "./approvals.module.css";
import type { Passing } from "./Opinion";
import { PeopleSelect } from "./PeopleSelect";
import { useAct } from "./useAct";

const WHERE = ["before", "after", "beside"] as const;
const RESUME = ["restart", "return_to_me"] as const;
const START = "";

/** Passing on, asking others too, sending back: to whom, where, with which words. */
export function ActDialog({
  approval,
  act,
  comment: typed,
  done,
}: {
  approval: Approval;
  act: Passing;
  /** What was typed already goes along. */
  comment: string;
  done(): void;
}) {
  const { t } = useTranslation();
  const name = useId();
  const [people, setPeople] = useState<string[]>([]);
  const [where, setWhere] = useState<(typeof WHERE)[number]>("before");
  const [node, setNode] = useState(START);
  const [resume, setResume] = useState<(typeof RESUME)[number]>("restart");
  const [comment, setComment] = useState(typed);
  const { send, isSending, trouble } = useAct(approval);
  const isReady = act === "return" || people.length > 0;
  const bodies = {
    transfer: { to: people[0] },
    add: { people, where },
    return: { node: node === START ? null : node, resume },
  };
  const give = async () => {
    const said = comment.trim() ? { comment: comment.trim() } : {};
    const body = { task: approval.mine.task, ...bodies[act], ...said };
    if (await send(act, body, t(`approvals.did.${act}`))) done();
  };
  return (
    <Modal
      open
      width={480}
      title={t(`approvals.act.${act}`)}
      onCancel={done}
      footer={
        <>
          <Button onClick={done}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            disabled={!isReady}
            loading={isSending}
            onClick={() => void give()}
          >
            {t(`approvals.act.${act}`)}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {act === "return" ? (
          <ReturnTo
            name={name}
            approval={approval}
            node={node}
            onNode={setNode}
            resume={resume}
            onResume={setResume}
          />
        ) : (
          <>
            <label htmlFor={`${name}-people`}>{t("approvals.toWhom")}</label>
            <PeopleSelect
              id={`${name}-people`}
              isMany={act === "add"}
              value={people}
              onChange={setPeople}
            />
          </>
        )}
        {act === "add" && (
          <Radio.Group
            aria-label={t("approvals.where")}
            value={where}
            onChange={(event) => setWhere(event.target.value)}
            options={WHERE.map((value) => ({ value, label: t(`approvals.place.${value}`) }))}
          />
        )}
        <label htmlFor={`${name}-comment`}>{t("approvals.comment")}</label>
        <TextBox
          id={`${name}-comment`}
          minRows={2}
          maxLength={2_000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {trouble && (
          <p className={css.trouble} role="alert">
            {trouble}
          </p>
        )}
      </div>
    </Modal>
  );
}

function ReturnTo({
  name,
  approval,
  node,
  onNode,
  resume,
  onResume,
}: {
  name: string;
  approval: Approval;
  node: string;
  onNode(node: string): void;
  resume: (typeof RESUME)[number];
  onResume(resume: (typeof RESUME)[number]): void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor={`${name}-node`}>{t("approvals.backTo")}</label>
      <Select
        id={`${name}-node`}
        value={node}
        onChange={onNode}
        options={[
          { value: START, label: t("approvals.toApplicant") },
          ...approval.mine.back_to.map((each) => ({ value: each.key, label: each.label })),
        ]}
      />
      <Radio.Group
        aria-label={t("approvals.resumeHow")}
        value={resume}
        onChange={(event) => onResume(event.target.value)}
        options={RESUME.map((value) => ({ value, label: t(`approvals.resume.${value}`) }))}
      />
    </>
  );
}
