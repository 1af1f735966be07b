import { Paperclip, Upload, X } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { IconButton } from "@/ui/IconButton";
import type { InputProps } from "../define";
import { idsOf } from "../shared/titles";
import css from "./file.module.css";
import { filesOf, sizeText, thumbnailAddress, upload } from "./files";

/** Files dropped or chosen; on a phone pictures come from the camera. */
export function Input({ field, value, onChange, id, disabled, language, expanded }: InputProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string[]>([]);
  const [refusals, setRefusals] = useState<string[]>([]);
  const isPicture = field.type !== "file";

  async function add(files: File[]) {
    setRefusals([]);
    setBusy(files.map((file) => file.name));
    const done: string[] = [];
    for (const file of files) {
      try {
        done.push((await upload(file)).id);
      } catch (error) {
        const why =
          error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error);
        setRefusals((all) => [...all, `${file.name}：${why}`]);
      }
    }
    setBusy([]);
    if (done.length) onChange([...idsOf(value), ...done]);
  }

  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (!disabled) void add([...event.dataTransfer.files]);
  };
  return (
    <div>
      <label className={css.drop} onDrop={drop} onDragOver={(event) => event.preventDefault()}>
        <Upload size={16} strokeWidth={1.75} aria-hidden="true" />
        {busy.length
          ? t("fields.uploading", { name: busy[0], count: busy.length })
          : t(isPicture ? "fields.dropPicture" : "fields.dropFile")}
        <input
          id={id}
          type="file"
          multiple
          className="visually-hidden"
          aria-label={field.label}
          disabled={disabled || busy.length > 0}
          accept={isPicture ? "image/*" : undefined}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </label>
      {refusals.map((refusal) => (
        <p key={refusal} className={css.refusal} role="alert">
          {refusal}
        </p>
      ))}
      <ul className={css.list}>
        {filesOf(value, field, { language, expanded }).map((file) => (
          <li key={file.id} className={css.file}>
            {isPicture ? (
              <img src={thumbnailAddress(file.id, 160)} alt="" width={40} height={40} />
            ) : (
              <Paperclip size={14} strokeWidth={1.75} aria-hidden="true" />
            )}
            <span className={css.name}>{file.name}</span>
            {file.size > 0 && <span className={css.size}>{sizeText(file.size)}</span>}
            <IconButton
              icon={X}
              size={14}
              label={t("fields.removeFile", { name: file.name })}
              disabled={disabled}
              onClick={() => {
                const left = idsOf(value).filter((each) => each !== file.id);
                onChange(left.length ? left : null);
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
