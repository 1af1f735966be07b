import { Button, Input, Modal, Select } from "antd";
import { Copy, Link2, MailPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post, remove } from "@/api/client";
import { sayTime } from "@/text/time";
import { notify } from "@/ui/Notices";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { Refusal } from "./Departments";
import { useAllDepartments, useInvitations, usePeopleChange, useRoles } from "./people";
import css from "./people.module.css";

export function Invitations() {
  const { t } = useTranslation();
  const invitations = useInvitations();
  const roles = useRoles().data ?? [];
  const [isNew, setNew] = useState(false);
  const withdraw = usePeopleChange((id: string) => remove(`/people/invitations/${id}`));
  if (invitations.error)
    return <ErrorBox error={invitations.error} retry={() => void invitations.refetch()} />;
  if (!invitations.data) return <Loading />;
  const labelOf = (name: string) =>
    roles.find((role) => `${role.app}.${role.key}` === name)?.label ?? name;
  return (
    <>
      <div className={css.tools}>
        <span className={css.quiet}>{t("people.inviteText")}</span>
        <Button type="primary" icon={<MailPlus size={14} />} onClick={() => setNew(true)}>
          {t("people.invite")}
        </Button>
      </div>
      {invitations.data.length === 0 ? (
        <StateBox
          icon={Link2}
          title={t("people.noInvitations")}
          text={t("people.noInvitationsText")}
        />
      ) : (
        <div className={css.list}>
          <Rows label={t("people.part.invitations")}>
            {invitations.data.map((each) => (
              <RowItem
                key={each.id}
                icon={<Link2 size={16} strokeWidth={1.75} aria-hidden="true" />}
                title={
                  <>
                    {each.name ?? t("people.anybody")}
                    <Tag color={each.state === "open" ? "green" : "grey"}>
                      {t(`people.state.${each.state}`, { defaultValue: each.state })}
                    </Tag>
                  </>
                }
                note={[
                  ...each.roles.map(labelOf),
                  t("people.until", { time: sayTime(each.expires_at) }),
                ].join("，")}
                actions={
                  each.state === "open" && (
                    <Button
                      size="small"
                      type="text"
                      danger
                      onClick={() => withdraw.mutate(each.id)}
                    >
                      {t("people.withdraw")}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        </div>
      )}
      {isNew && <NewInvitation onClose={() => setNew(false)} />}
    </>
  );
}

function NewInvitation({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const roles = useRoles().data ?? [];
  const departments = useAllDepartments().data ?? [];
  const [name, setName] = useState("");
  const [held, setHeld] = useState<string[]>([]);
  const [department, setDepartment] = useState<string | null>(null);
  const make = usePeopleChange(() =>
    post<{ path: string }>("/people/invitations", { name: name || null, roles: held, department }),
  );
  const link = make.data ? `${window.location.origin}${make.data.path}` : null;
  const copy = async () => {
    if (!link) return;
    await navigator.clipboard.writeText(link);
    notify({ text: t("people.copied") });
  };
  return (
    <Modal
      open
      title={t("people.invite")}
      onCancel={onClose}
      footer={link ? <Button onClick={onClose}>{t("ui.close")}</Button> : undefined}
      okText={t("people.makeLink")}
      cancelText={t("ui.cancel")}
      okButtonProps={{
        loading: make.isPending,
        disabled: held.length === 0,
      }}
      onOk={() => make.mutate(undefined)}
    >
      {link ? (
        <>
          <p>{t("people.linkText")}</p>
          <p className={css.link}>
            <code>{link}</code>
            <Button size="small" icon={<Copy size={14} />} onClick={() => void copy()}>
              {t("people.copy")}
            </Button>
          </p>
        </>
      ) : (
        <>
          <div className={css.line}>
            <label htmlFor="invite-name">{t("people.inviteName")}</label>
            <Input
              id="invite-name"
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <div className={css.line}>
            <label htmlFor="invite-roles">{t("people.roles")}</label>
            <Select
              id="invite-roles"
              mode="multiple"
              style={{ width: "100%" }}
              value={held}
              onChange={setHeld}
              options={roles.map((role) => ({
                value: `${role.app}.${role.key}`,
                label: role.label,
                disabled: !role.may_grant,
              }))}
            />
          </div>
          <div className={css.line}>
            <label htmlFor="invite-department">{t("people.department")}</label>
            <Select
              id="invite-department"
              allowClear
              style={{ width: "100%" }}
              value={department ?? undefined}
              onChange={(next?: string) => setDepartment(next ?? null)}
              options={departments
                .filter((each) => !each.archived_at)
                .map((each) => ({ value: each.id, label: each.name }))}
            />
          </div>
          <Refusal error={make.error} />
        </>
      )}
    </Modal>
  );
}
