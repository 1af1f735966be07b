import { Input } from "antd";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldDocument } from "@/metadata/types";
import { labelText } from "@/text/t";
import { relabelled } from "./labels";
import type { PropertiesProps } from "./Properties";
import css from "./Properties.module.css";

interface Props extends PropertiesProps {
  document: FieldDocument;
  isNew: boolean;
  /** The name is typed: its key may follow. */
  onDone(): void;
}

/** What the field is called, in Chinese and, folded, in English; below, its key. */
export function NameProperty({ design, document, isNew, isOpened, onDone }: Props) {
  const { t } = useTranslation();
  const input = useRef<React.ComponentRef<typeof Input>>(null);
  const english = typeof document.label === "object" ? (document.label?.en ?? "") : "";
  const [hasEnglish, showEnglish] = useState(english !== "");
  // Before anybody can type on: what is typed next is the name.
  useLayoutEffect(() => {
    if (isOpened) input.current?.focus({ cursor: "all" });
  }, [isOpened]);
  const name = (language: "zh" | "en", text: string) =>
    design.changeField(document.key, {
      ...document,
      label: relabelled(document.label, language, text),
    } as FieldDocument);
  return (
    <div className={css.property}>
      <label htmlFor="field-name">{t("builder.name")}</label>
      <Input
        id="field-name"
        ref={input}
        status={labelText(document.label, "zh") ? undefined : "error"}
        value={labelText(document.label, "zh")}
        onChange={(event) => name("zh", event.target.value)}
        onBlur={() => isNew && onDone()}
      />
      <span className={css.key}>
        {t("builder.key")} <code>{document.key}</code>
        {!hasEnglish && (
          <button type="button" className={css.link} onClick={() => showEnglish(true)}>
            {t("builder.nameEnglish")}
          </button>
        )}
      </span>
      {hasEnglish && (
        <>
          <label htmlFor="field-name-en">{t("builder.nameEnglish")}</label>
          <Input
            id="field-name-en"
            value={english}
            onChange={(event) => name("en", event.target.value)}
          />
        </>
      )}
    </div>
  );
}
