import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";

export interface PersonCard {
  id: string;
  name: string;
}

const AGE_MS = 60_000;

/** Everybody who is here, as far as the caller may know them. */
export const usePeople = (isWanted = true) =>
  useQuery({
    queryKey: ["people", "users"],
    staleTime: AGE_MS,
    enabled: isWanted,
    queryFn: async () => (await get<{ users: PersonCard[] }>("/people/users")).users,
  });

export const useDepartments = (isWanted = true) =>
  useQuery({
    queryKey: ["people", "departments"],
    staleTime: AGE_MS,
    enabled: isWanted,
    queryFn: async () =>
      (
        await get<{ departments: (PersonCard & { parent?: string | null })[] }>(
          "/people/departments",
        )
      ).departments,
  });
