import { address, send } from "@/api/client";
import type { Field } from "@/metadata/types";
import type { Surroundings } from "../define";
import { idsOf } from "../shared/titles";

export interface FileCard {
  id: string;
  name: string;
  size: number;
  type: string;
}

/** What this browser uploaded: the record's answer does not know it before it is saved. */
const uploaded = new Map<string, FileCard>();

export const fileOf = (id: string, field: Field, around: Surroundings): FileCard => {
  const told = around.expanded?.[field.key]?.[id] as
    | (Partial<FileCard> & { title?: string })
    | undefined;
  return {
    id,
    name: told?.name ?? told?.title ?? uploaded.get(id)?.name ?? id,
    size: Number(told?.size ?? uploaded.get(id)?.size ?? 0),
    type: told?.type ?? uploaded.get(id)?.type ?? "",
  };
};

export const filesOf = (value: unknown, field: Field, around: Surroundings): FileCard[] =>
  idsOf(value).map((id) => fileOf(id, field, around));

export const fileAddress = (id: string): string => address(`/files/${id}`);
export const thumbnailAddress = (id: string, size: number): string =>
  address(`/files/${id}/thumbnail`, { size });

/** The file is on the server, not yet in any record. */
export async function upload(file: File): Promise<FileCard> {
  const answer = await send("POST", "/files", {
    body: file,
    headers: {
      "Content-Type": file.type || "application/octet-stream",
      "X-File-Name": encodeURIComponent(file.name),
    },
  });
  const card = (await answer.json()) as FileCard;
  uploaded.set(card.id, card);
  return card;
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024
    ? `${(bytes / 1024).toFixed(0)} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
