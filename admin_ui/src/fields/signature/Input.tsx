import { Button } from "antd";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import type { InputProps } from "../define";
import { thumbnailAddress, upload } from "../file/files";
import { idsOf } from "../shared/titles";
import css from "./signature.module.css";

/** A signature drawn with finger, pen or mouse; kept as a picture. */
export function Input({ field, value, onChange, disabled }: InputProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const [refusal, setRefusal] = useState("");
  const signed = idsOf(value)[0];

  function draw(event: PointerEvent<HTMLCanvasElement>, isStart: boolean) {
    const pen = canvas.current?.getContext("2d");
    if (!pen || disabled || (!isStart && event.buttons === 0)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [
      ((event.clientX - box.left) / box.width) * 600,
      ((event.clientY - box.top) / box.height) * 200,
    ];
    if (isStart) {
      event.currentTarget.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineWidth = 3;
      pen.lineCap = "round";
    } else pen.lineTo(x, y);
    pen.stroke();
    setDrawn(true);
  }

  function keep() {
    canvas.current?.toBlob(async (blob) => {
      if (!blob) return;
      try {
        onChange([
          (await upload(new File([blob], `${field.label}.png`, { type: "image/png" }))).id,
        ]);
      } catch (error) {
        setRefusal(error instanceof ApiError ? error.message : String(error));
      }
    });
  }

  if (signed)
    return (
      <div className={css.box}>
        <img src={thumbnailAddress(signed, 480)} alt={field.label} />
        <Button size="small" disabled={disabled} onClick={() => onChange(null)}>
          {t("fields.signAgain")}
        </Button>
      </div>
    );
  return (
    <div className={css.box}>
      <canvas
        ref={canvas}
        width={600}
        height={200}
        aria-label={t("fields.signHere", { name: field.label })}
        onPointerDown={(event) => draw(event, true)}
        onPointerMove={(event) => draw(event, false)}
      />
      <Button size="small" disabled={!isDrawn || disabled} onClick={keep}>
        {t("fields.keepSignature")}
      </Button>
      {refusal && <p role="alert">{refusal}</p>}
    </div>
  );
}
