import { Input as AntInput } from "antd";
import { LocateFixed, MapPin } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/IconButton";
import { type CellProps, defineField, type InputProps } from "../define";
import css from "../shared/cells.module.css";

interface Point {
  lat: number;
  lng: number;
}
const pointText = (value: unknown): string => {
  const point = value as Point | null;
  return point && typeof point === "object"
    ? `${point.lat.toFixed(5)}, ${point.lng.toFixed(5)}`
    : "";
};

function Cell({ value }: CellProps) {
  return value == null ? null : <span>{pointText(value)}</span>;
}

function Input({ value, onChange, field, id, disabled, status, autoFocus }: InputProps) {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState("");
  const locate = () =>
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => onChange({ lat: coords.latitude, lng: coords.longitude }),
      () => setRefusal(t("fields.noPosition")),
    );
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div>
      <div className={css.line}>
        <AntInput
          id={id}
          autoFocus={autoFocus}
          disabled={disabled}
          status={status}
          placeholder={t("fields.positionHint")}
          value={typed ?? pointText(value)}
          onChange={(event) => {
            setTyped(event.target.value);
            const [lat, lng] = event.target.value.split(/[,，]/).map(Number);
            if (event.target.value.trim() === "") onChange(null);
            else if (Number.isFinite(lat) && Number.isFinite(lng)) onChange({ lat, lng });
          }}
          onBlur={() => setTyped(null)}
        />
        <IconButton
          icon={LocateFixed}
          label={t("fields.locate", { name: field.label })}
          disabled={disabled}
          onClick={locate}
        />
      </div>
      {refusal && <p className={css.quiet}>{refusal}</p>}
    </div>
  );
}

export const location = defineField({
  type: "location",
  icon: MapPin,
  group: null,
  Cell,
  Input,
  toText: pointText,
  width: 150,
});
