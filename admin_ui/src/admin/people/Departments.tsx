import { Button, Input, Modal, Select } from "antd";
import { Archive, ArchiveRestore, Building, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { patch, post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { IconButton } from "@/ui/IconButton";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { asTree, type Department, useAllDepartments, usePeopleChange, useUsers } from "./people";
import css from "./people.module.css";

export function Departments() {
  const { t } = useTranslation();
  const departments = useAllDepartments();
  const users = useUsers().data ?? [];
  const [edited, edit] = useState<Department | "new" | null>(null);
  const [archived, archive] = useState<Department | null>(null);
  const restore = usePeopleChange((id: string) =>
    patch(`/people/departments/${id}`, { archived: false }),
  );
  if (departments.error)
    return <ErrorBox error={departments.error} retry={() => void departments.refetch()} />;
  if (!departments.data) return <Loading />;
  const membersOf = (id: string) =>
    users.filter((user) => user.departments.some((place) => place.id === id));
  return (
    <>
      <div className={css.tools}>
        <span />
        <Button type="primary" icon={<Plus size={14} />} onClick={() => edit("new")}>
          {t("people.addDepartment")}
        </Button>
      </div>
      {departments.data.length === 0 ? (
        <StateBox
          icon={Building}
          title={t("people.noDepartments")}
          text={t("people.noDepartmentsText")}
        />
      ) : (
        <div className={css.list}>
          <Rows label={t("people.part.departments")}>
            {asTree(departments.data).map(({ department, depth }) => (
              <RowItem
                key={department.id}
                icon={<i style={{ width: depth * 20 }} aria-hidden="true" />}
                title={
                  <>
                    {department.name}
                    {department.archived_at && <Tag>{t("people.archived")}</Tag>}
                  </>
                }
                note={[
                  department.code,
                  t("people.members", { count: membersOf(department.id).length }),
                  ...membersOf(department.id)
                    .slice(0, 4)
                    .map((user) => user.name),
                ].join("，")}
                actions={
                  <>
                    <IconButton
                      icon={Pencil}
                      label={t("people.editDepartment", { name: department.name })}
                      onClick={() => edit(department)}
                    />
                    {department.archived_at ? (
                      <IconButton
                        icon={ArchiveRestore}
                        label={t("people.restoreDepartment", { name: department.name })}
                        onClick={() => restore.mutate(department.id)}
                      />
                    ) : (
                      <IconButton
                        icon={Archive}
                        label={t("people.archiveDepartment", { name: department.name })}
                        onClick={() => archive(department)}
                      />
                    )}
                  </>
                }
              />
            ))}
          </Rows>
        </div>
      )}
      {edited && (
        <DepartmentForm
          department={edited === "new" ? null : edited}
          all={departments.data}
          onClose={() => edit(null)}
        />
      )}
      {archived && (
        <ArchiveForm department={archived} all={departments.data} onClose={() => archive(null)} />
      )}
    </>
  );
}

function DepartmentForm({
  department,
  all,
  onClose,
}: {
  department: Department | null;
  all: Department[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(department?.name ?? "");
  const [code, setCode] = useState(department?.code ?? "");
  const [parent, setParent] = useState<string | null>(department?.parent ?? null);
  const save = usePeopleChange(async () => {
    const body = { name, code, parent };
    await (department
      ? patch(`/people/departments/${department.id}`, body)
      : post("/people/departments", body));
    onClose();
  });
  return (
    <Modal
      open
      title={department?.name ?? t("people.addDepartment")}
      onCancel={onClose}
      okText={t("ui.save")}
      cancelText={t("ui.cancel")}
      okButtonProps={{ disabled: !name.trim() || !code.trim(), loading: save.isPending }}
      onOk={() => save.mutate(undefined)}
    >
      <div className={css.line}>
        <label htmlFor="department-name">{t("people.name")}</label>
        <Input
          id="department-name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className={css.line}>
        <label htmlFor="department-code">{t("people.code")}</label>
        <Input
          id="department-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <div className={css.line}>
        <label htmlFor="department-parent">{t("people.parent")}</label>
        <Select
          id="department-parent"
          allowClear
          style={{ width: "100%" }}
          value={parent ?? undefined}
          onChange={(next?: string) => setParent(next ?? null)}
          options={all
            .filter((each) => each.id !== department?.id && !each.archived_at)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      </div>
      <Refusal error={save.error} />
    </Modal>
  );
}

function ArchiveForm({
  department,
  all,
  onClose,
}: {
  department: Department;
  all: Department[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [heir, setHeir] = useState<string | null>(null);
  const save = usePeopleChange(async () => {
    await patch(`/people/departments/${department.id}`, {
      archived: true,
      ...(heir ? { heir } : {}),
    });
    onClose();
  });
  return (
    <Modal
      open
      title={t("people.archiveDepartment", { name: department.name })}
      onCancel={onClose}
      okText={t("people.archive")}
      cancelText={t("ui.cancel")}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => save.mutate(undefined)}
    >
      <p className={css.quiet}>{t("people.archiveText")}</p>
      <div className={css.line}>
        <label htmlFor="department-heir">{t("people.heir")}</label>
        <Select
          id="department-heir"
          allowClear
          style={{ width: "100%" }}
          value={heir ?? undefined}
          onChange={(next?: string) => setHeir(next ?? null)}
          options={all
            .filter((each) => each.id !== department.id && !each.archived_at)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      </div>
      <Refusal error={save.error} />
    </Modal>
  );
}

export function Refusal({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) return null;
  return (
    <p className={css.refusal} role="alert">
      {[error.message, ...error.problems.map((each) => each.message)]
        .filter((text, index, all) => all.indexOf(text) === index)
        .join("；")}
    </p>
  );
}
