import { Button, Input, Select } from "antd";
import { Download, Eye, EyeOff, Pencil, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppModel, RoleDocument, TableDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import type { TabProps } from "../BuildPage";
import { drafted, nameOf, useDraft, useDrafts } from "../draft";
import { Tools } from "../Tools";
import { Matrix } from "./Matrix";
import { NewRole } from "./NewRole";
import { draftedRoles } from "./powers";
import css from "./roles.module.css";

/** Fields against roles: what each role sees, writes and exports, and which records. */
export default function RolesTab({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const isPhone = usePhone();
  const state = useDraft(model.key);
  const [words, search] = useState("");
  const [isNew, begin] = useState(false);
  const [only, show] = useState<string | null>(null);
  const published = model.tables.get(tableKey)?.document ?? null;
  const table = drafted(state?.draft, "table", tableKey, published) as TableDocument;
  const roles = draftedRoles(state?.draft, model);
  const shown = isPhone ? roles.filter(({ key }) => key === (only ?? roles[0]?.key)) : roles;
  return (
    <>
      <Tools>
        <Button size="small" icon={<Plus size={14} />} onClick={() => begin(true)}>
          {t("roles.new")}
        </Button>
      </Tools>
      <div className={css.legend}>
        <Input
          className={css.search}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t("roles.search")}
          aria-label={t("roles.search")}
          allowClear
          value={words}
          onChange={(event) => search(event.target.value)}
        />
        {isPhone && roles.length > 0 && (
          <Select
            aria-label={t("roles.role")}
            value={shown[0]?.key}
            options={roles.map((role) => ({
              value: role.key,
              label: labelText(role.label, language),
            }))}
            onChange={show}
          />
        )}
        <Legend />
      </div>
      {roles.length === 0 ? (
        <StateBox title={t("roles.none")} text={t("roles.noneText")}>
          <Button onClick={() => begin(true)}>{t("roles.new")}</Button>
        </StateBox>
      ) : (
        <Matrix
          model={model}
          table={table}
          roles={shown}
          words={words.trim().toLowerCase()}
          put={(next, about) => put(model, next, about)}
          remove={(role) =>
            useDrafts.getState().change(model, { [nameOf("role", role.key)]: null })
          }
        />
      )}
      {isNew && (
        <NewRole
          table={tableKey}
          taken={roles.map(({ key }) => key)}
          onDone={(role) => {
            put(model, role);
            show(role.key);
            begin(false);
          }}
          onClose={() => begin(false)}
        />
      )}
    </>
  );
}

const put = (model: AppModel, role: RoleDocument, about?: string) =>
  useDrafts.getState().change(model, { [nameOf("role", role.key)]: role }, about);

function Legend() {
  const { t } = useTranslation();
  return (
    <div className={css.signs}>
      <span>
        <i className={css.sign}>
          <Eye size={14} aria-hidden="true" />
        </i>
        {t("roles.visible")}
      </span>
      <span>
        <i className={css.sign}>
          <Pencil size={14} aria-hidden="true" />
        </i>
        {t("roles.editable")}
      </span>
      <span>
        <i className={css.sign}>
          <Download size={14} aria-hidden="true" />
        </i>
        {t("roles.exportable")}
      </span>
      <span className={css.quiet}>
        <EyeOff size={14} aria-hidden="true" />
        {t("roles.hiddenText")}
      </span>
      <span>
        <i className={css.waiting} />
        {t("roles.waiting")}
      </span>
    </div>
  );
}
