import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Language } from "@/text/t";

interface Node {
  value: string;
  label: string;
  children?: Node[];
}

export interface Regions {
  tree: Node[];
  names: Map<string, string>;
}

let latest: Regions | undefined;

/** The divisions, asked for once when the first region is shown. */
export const useRegions = (language: Language, isWanted: boolean) =>
  useQuery({
    queryKey: ["regions", language],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Regions> => {
      const tree = (await get<{ regions: Node[] }>("/regions")).regions;
      const names = new Map<string, string>();
      const walk = (nodes: Node[]) => {
        for (const node of nodes) {
          names.set(node.value, node.label);
          walk(node.children ?? []);
        }
      };
      walk(tree);
      latest = { tree, names };
      return latest;
    },
  });

/** The codes from the province down to this one. */
export function pathOf(regions: Regions | undefined, code: string): string[] {
  const above = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code];
  return [...new Set(above)].filter((each) => each === code || regions?.names.has(each));
}

/** 江苏省 苏州市; the digits until the names are here. */
export function regionName(regions: Regions | undefined, code: string): string {
  const known = regions ?? latest;
  const names = pathOf(known, code).map((each) => known?.names.get(each));
  return names.every(Boolean) ? names.join(" ") : code;
}
