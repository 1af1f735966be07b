import { Button, Input, Segmented } from "antd";
import { ArrowDown, ArrowUp, Rows2 } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SectionDocument } from "@/metadata/types";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { shifted, united, withSection } from "./arrange";
import { relabelled } from "./labels";
import type { PropertiesProps } from "./Properties";
import css from "./Properties.module.css";

/** A part of the form: its name, its columns, its place among the others. */
export function SectionProperties({
  design,
  section,
  at,
  isOpened,
  onSelect,
}: PropertiesProps & { section: SectionDocument; at: number }) {
  const { t } = useTranslation();
  const input = useRef<React.ComponentRef<typeof Input>>(null);
  // Before anybody can type on: what is typed next is the name.
  useLayoutEffect(() => {
    if (isOpened) input.current?.focus({ cursor: "all" });
  }, [isOpened]);
  const move = (by: 1 | -1) => {
    design.putForm(shifted(design.form, at, by));
    onSelect({ section: at + by });
  };
  const count = design.form.sections.length;
  return (
    <>
      <header className={css.head}>
        <Rows2 size={16} strokeWidth={1.75} aria-hidden="true" />
        <strong>{labelText(section.label) || t("builder.unnamedSection")}</strong>
        <span className={css.acts}>
          <IconButton
            icon={ArrowUp}
            label={t("builder.sectionUp")}
            disabled={at === 0}
            onClick={() => move(-1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t("builder.sectionDown")}
            disabled={at === count - 1}
            onClick={() => move(1)}
          />
        </span>
      </header>
      <div className={css.body}>
        <div className={css.property}>
          <label htmlFor="section-name">{t("builder.sectionName")}</label>
          <Input
            id="section-name"
            ref={input}
            value={labelText(section.label, "zh")}
            onChange={(event) =>
              design.putForm(
                withSection(design.form, at, {
                  label: event.target.value
                    ? relabelled(section.label, "zh", event.target.value)
                    : null,
                }),
                `section ${at}`,
              )
            }
          />
        </div>
        <div className={css.line}>
          {t("builder.columns")}
          <Segmented<1 | 2>
            size="small"
            aria-label={t("builder.columns")}
            value={section.columns ?? 2}
            options={[
              { value: 1, label: t("builder.oneColumn") },
              { value: 2, label: t("builder.twoColumns") },
            ]}
            onChange={(columns) => design.putForm(withSection(design.form, at, { columns }))}
          />
        </div>
        <div className={css.foot}>
          <Button
            disabled={count < 2}
            onClick={() => {
              design.putForm(united(design.form, at));
              onSelect(null);
            }}
          >
            {t("builder.uniteSection")}
          </Button>
          <p className={css.note}>{t("builder.uniteSectionText")}</p>
        </div>
      </div>
    </>
  );
}
