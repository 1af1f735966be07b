import { Button, Input } from "antd";
import { Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Avatar, Tag } from "@/ui/Tag";
import {
  type Department,
  type Role,
  roleName,
  type User,
  useAllDepartments,
  useRoles,
  useUsers,
} from "./people";
import css from "./people.module.css";
import { UserForm } from "./UserForm";

export function Users() {
  const { t } = useTranslation();
  const users = useUsers();
  const departments = useAllDepartments().data ?? [];
  const roles = useRoles().data ?? [];
  const [typed, type] = useState("");
  const [open, setOpen] = useState<User | "new" | null>(null);
  if (users.error) return <ErrorBox error={users.error} retry={() => void users.refetch()} />;
  if (!users.data) return <Loading />;
  const wanted = typed.trim().toLowerCase();
  const shown = users.data.filter(
    (user) =>
      !wanted ||
      `${user.name} ${user.login} ${user.email ?? ""} ${user.phone ?? ""}`
        .toLowerCase()
        .includes(wanted),
  );
  return (
    <>
      <div className={css.tools}>
        <Input
          prefix={<Search size={14} aria-hidden="true" />}
          aria-label={t("people.search")}
          placeholder={t("people.search")}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <Button type="primary" icon={<Plus size={14} />} onClick={() => setOpen("new")}>
          {t("people.addPerson")}
        </Button>
      </div>
      {shown.length === 0 ? (
        <StateBox title={t("people.nobody", { typed })} text={t("people.nobodyText")} />
      ) : (
        <div className={css.list}>
          <Rows label={t("people.part.users")}>
            {shown.map((user) => (
              <RowItem
                key={user.id}
                icon={<Avatar id={user.id} name={user.name} size={32} />}
                title={
                  <>
                    {user.name}
                    {user.is_admin && <Tag color="indigo">{t("people.admin")}</Tag>}
                    {user.disabled_at && <Tag color="grey">{t("people.disabled")}</Tag>}
                  </>
                }
                note={noteOf(user, departments, roles)}
                onClick={() => setOpen(user)}
              />
            ))}
          </Rows>
        </div>
      )}
      {open && (
        <UserForm
          key={open === "new" ? "new" : open.id}
          user={open === "new" ? null : open}
          users={users.data}
          departments={departments}
          roles={roles}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function noteOf(user: User, departments: Department[], roles: Role[]): string {
  const places = user.departments.map(
    (place) => departments.find((each) => each.id === place.id)?.name,
  );
  const held = user.roles.map(
    (role) =>
      roles.find((each) => `${each.app}.${each.key}` === roleName(role))?.label ?? roleName(role),
  );
  return [user.login, ...places, ...held].filter(Boolean).join("，");
}
