import { Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { RoleDocument } from "@/metadata/types";
import { notify } from "@/ui/Notices";
import { spell } from "../spelling";
import { FIRST_POWERS } from "./powers";
import css from "./roles.module.css";

/** A role that reads the table; its key follows its name. */
export function NewRole({
  table,
  taken,
  onDone,
  onClose,
}: {
  table: string;
  taken: string[];
  onDone(role: RoleDocument): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [label, name] = useState("");
  const [isBusy, wait] = useState(false);
  async function make() {
    if (!label.trim()) return;
    wait(true);
    try {
      const [key = "role"] = await spell("role", [label.trim()], taken);
      onDone({ key, label: label.trim(), tables: { [table]: FIRST_POWERS }, build: false });
    } catch (error) {
      notify({ kind: "failed", text: error instanceof ApiError ? error.message : String(error) });
      wait(false);
    }
  }
  return (
    <Modal
      open
      title={t("roles.new")}
      okText={t("roles.create")}
      cancelText={t("ui.cancel")}
      okButtonProps={{ disabled: !label.trim(), loading: isBusy }}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <div className={css.naming}>
        <label htmlFor={id}>{t("roles.name")}</label>
        <Input
          id={id}
          autoFocus
          value={label}
          onChange={(event) => name(event.target.value)}
          onPressEnter={() => void make()}
        />
        <small>{t("roles.newText")}</small>
      </div>
    </Modal>
  );
}
