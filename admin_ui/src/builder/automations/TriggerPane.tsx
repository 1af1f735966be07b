import { Select } from "antd";
import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { withTexts } from "@/text/t";
import { PropertyForm } from "../properties/PropertyForm";
import type { Part } from "../properties/spec";
import { TrialSection } from "../trials/TrialSection";
import css from "./automations.module.css";
import { AUTOMATION, TRIGGERS, turned, wordOf } from "./triggers";

const HookPane = lazy(
  withTexts(async () => ({ default: (await import("./HookPane")).HookPane }), "settings"),
);

/** What starts the automation, and how runs of it stand to each other. */
export function TriggerPane({
  document,
  onChange,
}: {
  document: Part;
  onChange(next: Part, about?: string): void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const on = (document.on ?? {}) as Part;
  const event = String(on.event ?? "");
  return (
    <>
      <header className={css.paneHead}>
        <h2>{t("automations.trigger")}</h2>
      </header>
      <div className={css.form}>
        <PropertyForm
          properties={[{ key: "label", control: { kind: "words" }, label: "name", isNeeded: true }]}
          part={document}
          pointer=""
          onChange={onChange}
        />
        <div className={css.property}>
          <label htmlFor={id}>{t("automations.event")}</label>
          <Select
            id={id}
            showSearch={{ optionFilterProp: "label" }}
            value={event}
            options={Object.keys(TRIGGERS).map((each) => ({
              value: each,
              label: t(`automations.events.${wordOf(each)}`),
            }))}
            onChange={(next) => onChange({ ...document, on: turned(on, next) })}
          />
        </div>
        <PropertyForm
          properties={TRIGGERS[event] ?? []}
          part={on}
          pointer="/on"
          onChange={(next, about) => onChange({ ...document, on: { ...next, event } }, about)}
        />
        {event === "webhook" && (
          <Suspense fallback={null}>
            <HookPane />
          </Suspense>
        )}
        <PropertyForm properties={AUTOMATION} part={document} pointer="" onChange={onChange} />
        <TrialSection automation={String(document.key)} document={document} onChange={onChange} />
      </div>
    </>
  );
}
