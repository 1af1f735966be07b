import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, remove } from "@/api/client";

export interface Absence {
  id: string;
  user: string;
  starts_at: string;
  ends_at: string;
  note: string | null;
}

export type NewAbsence = Omit<Absence, "id">;

/** A change of people asks for everything about them anew: absences stand with them. */
const KEY = ["people", "absences"] as const;

/** When one person is and will be away; null: when anybody is, for who looks after people. */
export const useAbsences = (user: string | null) =>
  useQuery({
    queryKey: [...KEY, user],
    queryFn: async () => {
      const path = user === null ? "/people/absences" : pathOf(user);
      return (await get<{ absences: Absence[] }>(path)).absences;
    },
  });

/** The person is away from now on, or back before their time. */
export function useAbsenceChange() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: KEY });
  const add = useMutation({
    mutationFn: ({ user, ...absence }: NewAbsence) => post<Absence>(pathOf(user), absence),
    onSuccess,
  });
  const drop = useMutation({
    mutationFn: ({ user, id }: Absence) => remove(`${pathOf(user)}/${id}`),
    onSuccess,
  });
  return { add, drop };
}

const pathOf = (user: string): string => `/people/users/${user}/absences`;
