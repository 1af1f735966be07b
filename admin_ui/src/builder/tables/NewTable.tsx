import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError } from "@/api/errors";
import { useMe } from "@/api/queries";
import type { AppModel } from "@/metadata/types";
import { spell } from "../spelling";
import { grantedTo, newTable } from "./documents";
import { IconChoice } from "./IconChoice";
import { make } from "./making";
import css from "./New.module.css";

/** A table is named; it has a name field, a list, a form and a page, and is there at once. */
export function NewTable({ model, onClose }: { model: AppModel; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe().data;
  const [name, setName] = useState("");
  const [icon, setIcon] = useState("folder");
  const [isBusy, busy] = useState(false);
  const [refusal, refuse] = useState("");

  async function create(event: React.FormEvent) {
    event.preventDefault();
    busy(true);
    try {
      const [key = "table_1"] = await spell("table", [name], model.tables.keys());
      // Only administrators may give away what nobody has yet.
      const roles = me?.is_admin ? grantedTo(model.roles, key) : [];
      await make(model.key, [...newTable(model, key, name.trim(), icon), ...roles]);
      onClose();
      await navigate(`/b/${model.key}/${key}/form`);
    } catch (error) {
      refuse(
        error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error),
      );
    } finally {
      busy(false);
    }
  }

  return (
    <Modal open width={480} title={t("builder.newTable")} onCancel={onClose} footer={null}>
      <form className={css.form} onSubmit={create}>
        <label htmlFor="new-table">{t("builder.tableName")}</label>
        <Input
          id="new-table"
          size="large"
          autoFocus
          maxLength={100}
          placeholder={t("builder.tableNameHint")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <IconChoice icon={icon} onChoose={setIcon} />
        <p className={css.note}>{t("builder.newTableText")}</p>
        <p className={css.refusal} role="alert">
          {refusal}
        </p>
        <div className={css.acts}>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={!name.trim()}>
            {t("builder.makeTable")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
