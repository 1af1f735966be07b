import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Color } from "@/api/colors";

export interface PackageCard {
  key: string;
  label: string;
  description: string;
  version: string;
  category: string | null;
  color: Color | null;
  icon: string | null;
  pictures: string[];
  /** How many of each kind it brings: tables, fields, roles, views. */
  adds: Record<string, number>;
  has_demo: boolean;
  installed: string | null;
  is_newer: boolean;
}

export interface Piece {
  key: string;
  label: string;
  description: string;
}

export interface Parameter {
  key: string;
  label: string;
  help: string;
  type: "text" | "number" | "integer" | "percent" | "boolean" | "date" | "duration";
  value: unknown;
  min: number | null;
  max: number | null;
}

export interface PackagePage extends PackageCard {
  readme: string;
  parameters: Parameter[];
  requires: { app: string; version?: string }[];
  tables: (Piece & { fields: number })[];
  automations: Piece[];
  approvals: Piece[];
  roles: Piece[];
  views: (Piece & { type: string; table: string })[];
  demo: Record<string, number>;
}

export const usePackages = () =>
  useQuery({
    queryKey: ["market"],
    queryFn: async () => (await get<{ packages: PackageCard[] }>("/market/packages")).packages,
  });

export const usePackage = (key: string) =>
  useQuery({
    queryKey: ["market", key],
    queryFn: () => get<PackagePage>(`/market/packages/${key}`),
  });
