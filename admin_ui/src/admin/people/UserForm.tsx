import { Button, Drawer, Input, Select, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { patch, post, put, remove } from "@/api/client";
import { ApiError } from "@/api/errors";
import { notify } from "@/ui/Notices";
import { Leaving } from "./Leaving";
import { type Department, type Role, roleName, type User, usePeopleChange } from "./people";
import css from "./people.module.css";

interface Props {
  user: User | null;
  users: User[];
  departments: Department[];
  roles: Role[];
  onClose(): void;
}

interface Typed {
  name: string;
  login: string;
  email: string | null;
  phone: string | null;
  roles: string[];
  departments: string[];
  supervisor: string | null;
  is_admin: boolean;
  disabled: boolean;
  /** Who takes over from somebody who is disabled now. */
  heir: string | null;
  password: string;
}

/** A person: added, changed, disabled, given roles and a place. */
export function UserForm({ user, users, departments, roles, onClose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Typed>(() => typedOf(user));
  const set = (part: Partial<Typed>) => setTyped((old) => ({ ...old, ...part }));
  const save = usePeopleChange(async () => {
    const id = await saveUser(user, typed);
    await saveDepartments(id, user?.departments.map((place) => place.id) ?? [], typed.departments);
    notify({ text: t("people.saved", { name: typed.name }) });
    onClose();
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const told = (name: string) =>
    refusal?.problems.find((each) => each.pointer?.startsWith(`/${name}`) || each.field === name)
      ?.message;
  return (
    <Drawer
      open
      size={420}
      title={user ? user.name : t("people.addPerson")}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={!typed.name.trim() || !typed.login.trim()}
            onClick={() => save.mutate(undefined)}
          >
            {t("ui.save")}
          </Button>
        </div>
      }
    >
      {refusal && (
        <p className={css.refusal} role="alert">
          {refusal.message}
        </p>
      )}
      <Line id="user-name" label={t("people.name")} problem={told("name")}>
        <Input
          id="user-name"
          autoFocus={!user}
          value={typed.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Line>
      <Line id="user-login" label={t("people.login")} problem={told("login")}>
        <Input
          id="user-login"
          value={typed.login}
          onChange={(event) => set({ login: event.target.value })}
        />
      </Line>
      <Line
        id="user-password"
        label={t(user ? "people.newPassword" : "people.password")}
        problem={told("password")}
      >
        <Input.Password
          id="user-password"
          autoComplete="new-password"
          value={typed.password}
          onChange={(event) => set({ password: event.target.value })}
        />
      </Line>
      <Line id="user-roles" label={t("people.roles")} problem={told("roles")}>
        <Select
          id="user-roles"
          mode="multiple"
          style={{ width: "100%" }}
          value={typed.roles}
          onChange={(next) => set({ roles: next })}
          options={roles.map((role) => ({
            value: `${role.app}.${role.key}`,
            label: role.label,
            disabled: !role.may_grant,
          }))}
        />
      </Line>
      <Line id="user-departments" label={t("people.departments")} problem={told("departments")}>
        <Select
          id="user-departments"
          mode="multiple"
          style={{ width: "100%" }}
          value={typed.departments}
          onChange={(next) => set({ departments: next })}
          options={departments
            .filter((each) => !each.archived_at)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      </Line>
      <Line id="user-supervisor" label={t("people.supervisor")} problem={told("supervisor")}>
        <Select
          id="user-supervisor"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: "100%" }}
          value={typed.supervisor ?? undefined}
          onChange={(next?: string) => set({ supervisor: next ?? null })}
          options={users
            .filter((each) => each.id !== user?.id)
            .map((each) => ({ value: each.id, label: each.name }))}
        />
      </Line>
      <Line id="user-phone" label={t("people.phone")} problem={told("phone")}>
        <Input
          id="user-phone"
          value={typed.phone ?? ""}
          onChange={(event) => set({ phone: event.target.value || null })}
        />
      </Line>
      <Line id="user-email" label={t("people.email")} problem={told("email")}>
        <Input
          id="user-email"
          value={typed.email ?? ""}
          onChange={(event) => set({ email: event.target.value || null })}
        />
      </Line>
      <label className={css.switch} htmlFor="user-admin">
        {t("people.isAdmin")}
        <Switch
          id="user-admin"
          size="small"
          checked={typed.is_admin}
          onChange={(is_admin) => set({ is_admin })}
        />
      </label>
      {user && (
        <Leaving
          user={user}
          users={users}
          isDisabled={typed.disabled}
          heir={typed.heir}
          onChange={set}
        />
      )}
    </Drawer>
  );
}

function Line({
  id,
  label,
  problem,
  children,
}: {
  id: string;
  label: string;
  problem?: string;
  children: ReactNode;
}) {
  return (
    <div className={css.line}>
      <label htmlFor={id}>{label}</label>
      {children}
      {problem && <p className={css.refusal}>{problem}</p>}
    </div>
  );
}

function typedOf(user: User | null): Typed {
  return {
    name: user?.name ?? "",
    login: user?.login ?? "",
    email: user?.email ?? null,
    phone: user?.phone ?? null,
    roles: user?.roles.map(roleName) ?? [],
    departments: user?.departments.map((place) => place.id) ?? [],
    supervisor: user?.supervisor ?? null,
    is_admin: user?.is_admin ?? false,
    disabled: Boolean(user?.disabled_at),
    heir: null,
    password: "",
  };
}

async function saveUser(
  user: User | null,
  { departments: _, disabled, heir, password, ...typed }: Typed,
): Promise<string> {
  const body = { ...typed, ...(password ? { password } : {}) };
  if (!user) return (await post<{ id: string }>("/people/users", body)).id;
  const leaves = disabled && !user.disabled_at;
  await patch(`/people/users/${user.id}`, { ...body, disabled, ...(leaves ? { heir } : {}) });
  return user.id;
}

async function saveDepartments(id: string, before: string[], after: string[]): Promise<void> {
  for (const [index, department] of after.entries()) {
    if (!before.includes(department))
      await put(`/people/departments/${department}/members/${id}`, {
        is_main: before.length === 0 && index === 0,
      });
  }
  for (const department of before) {
    if (!after.includes(department))
      await remove(`/people/departments/${department}/members/${id}`);
  }
}
