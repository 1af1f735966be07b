import { Paperclip } from "lucide-react";
import type { Field } from "@/metadata/types";
import type { CellProps, Surroundings } from "../define";
import css from "./file.module.css";
import { fileAddress, filesOf, sizeText, thumbnailAddress } from "./files";

export const filesText = (value: unknown, field: Field, around: Surroundings): string =>
  filesOf(value, field, around)
    .map((file) => file.name)
    .join("、");

export function Cell({ field, value, place, ...around }: CellProps) {
  const files = filesOf(value, field, around);
  if (files.length === 0) return null;
  if (place !== "page")
    return (
      <span className={css.count} title={filesText(value, field, around)}>
        <Paperclip size={14} strokeWidth={1.75} aria-hidden="true" /> {files.length}
      </span>
    );
  return (
    <ul className={css.list}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileAddress(file.id)} download={file.name} className={css.file}>
            {field.type === "file" ? (
              <Paperclip size={14} strokeWidth={1.75} aria-hidden="true" />
            ) : (
              <img src={thumbnailAddress(file.id, 160)} alt="" width={40} height={40} />
            )}
            <span className={css.name}>{file.name}</span>
            {file.size > 0 && <span className={css.size}>{sizeText(file.size)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
