import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "@/api/client";

export interface User {
  id: string;
  login: string;
  name: string;
  email: string | null;
  phone: string | null;
  is_admin: boolean;
  supervisor: string | null;
  disabled_at: string | null;
  /** `app.role`. */
  roles: ({ app: string; role: string } | string)[];
  departments: { id: string; is_main: boolean; is_head: boolean }[];
}

export interface Department {
  id: string;
  code: string;
  name: string;
  parent: string | null;
  archived_at: string | null;
  heir: string | null;
  head?: string | null;
  members?: number | string[];
}

export interface Role {
  app: string;
  key: string;
  label: string;
  description: string;
  holders: number;
  may_grant: boolean;
}

export interface Invitation {
  id: string;
  name: string | null;
  roles: string[];
  state: string;
  expires_at: string;
  invited_by: string | null;
}

const ROOT = ["people"] as const;

export const useUsers = () =>
  useQuery({
    queryKey: [...ROOT, "all"],
    queryFn: async () => (await get<{ users: User[] }>("/people/users")).users,
  });
export const useAllDepartments = () =>
  useQuery({
    queryKey: [...ROOT, "tree"],
    queryFn: async () =>
      (await get<{ departments: Department[] }>("/people/departments")).departments,
  });
export const useRoles = () =>
  useQuery({
    queryKey: [...ROOT, "roles"],
    queryFn: async () => (await get<{ roles: Role[] }>("/people/roles")).roles,
  });
export const useInvitations = () =>
  useQuery({
    queryKey: [...ROOT, "invitations"],
    queryFn: async () =>
      (await get<{ invitations: Invitation[] }>("/people/invitations")).invitations,
  });

/** A change of people; everything about them is asked for anew afterwards. */
export function usePeopleChange<V, R>(change: (value: V) => Promise<R>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => cache.invalidateQueries({ queryKey: ROOT }),
  });
}

export const roleName = (role: User["roles"][number]): string =>
  typeof role === "string" ? role : `${role.app}.${role.role}`;

/** The departments below each other, each with how deep it lies. */
export function asTree(departments: Department[]): { department: Department; depth: number }[] {
  const below = new Map<string | null, Department[]>();
  const known = new Set(departments.map((each) => each.id));
  for (const each of departments) {
    const parent = each.parent !== null && known.has(each.parent) ? each.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), each]);
  }
  const walk = (
    parent: string | null,
    depth: number,
  ): { department: Department; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((department) => [
      { department, depth },
      ...walk(department.id, depth + 1),
    ]);
  return walk(null, 0);
}
