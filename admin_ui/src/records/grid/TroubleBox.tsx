import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Expanded } from "@/api/types";
import { fieldType } from "@/fields";
import { useLook } from "@/shell/appearance";
import css from "./CellEditor.module.css";
import type { Trouble } from "./useEditing";

interface Props {
  trouble: Trouble;
  box: { left: number; top: number; height: number };
  expanded: Expanded;
  onAgain(): void;
  onDismiss(): void;
}

/** Under the cell: why its new value was refused, what was typed, and a way back to it. */
export function TroubleBox({ trouble, box, expanded, onAgain, onDismiss }: Props) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { field, typed } = trouble;
  const text =
    typed == null ? "" : fieldType(field.type).toText(typed, field, { language, expanded });
  return (
    <div
      className={css.trouble}
      role="alert"
      style={{ left: box.left, top: box.top + box.height + 4 }}
    >
      <p>{trouble.message}</p>
      {text && <span className={css.typed}>{t("list.refused", { value: text })}</span>}
      <div className={css.actions}>
        <Button size="small" type="primary" onClick={onAgain}>
          {t("list.editAgain")}
        </Button>
        <Button size="small" onClick={onDismiss}>
          {t("list.keepOld")}
        </Button>
      </div>
    </div>
  );
}
