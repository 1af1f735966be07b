import { useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { patch } from "@/api/client";
import { keys } from "@/api/queries";
import { notify } from "@/ui/Notices";
import { PageSection } from "@/ui/Page";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { useKept } from "./kept";
import { Line, Refusal } from "./Line";
import { useSettings, useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** The workspace's name, and the zone that its days begin in. */
export function General() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const settings = useSettings();
  const [typed, type] = useKept<string>("name");
  const save = useSettingsChange(async (name: string) => {
    await patch("/settings", { name });
    await cache.invalidateQueries({ queryKey: keys.me });
    type(null);
    notify({ text: t("settings.saved") });
  });
  if (settings.error)
    return <ErrorBox error={settings.error} retry={() => void settings.refetch()} />;
  if (!settings.data) return <Loading rows={3} />;
  const name = typed ?? settings.data.name;
  const isChanged = name.trim() !== "" && name.trim() !== settings.data.name;
  return (
    <PageSection title={t("settings.part.general")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save.mutate(name.trim());
        }}
      >
        <Line id="workspace-name" label={t("settings.name")} hint={t("settings.nameText")}>
          <Input
            id="workspace-name"
            maxLength={80}
            placeholder={t("settings.namePlaceholder")}
            value={name}
            onChange={(event) => type(event.target.value)}
          />
        </Line>
        <Line id="time-zone" label={t("settings.timeZone")} hint={t("settings.timeZoneText")}>
          <Input id="time-zone" readOnly variant="filled" value={settings.data.time_zone} />
        </Line>
        <Refusal error={save.error} />
        <Button type="primary" htmlType="submit" disabled={!isChanged} loading={save.isPending}>
          {t("settings.saveName")}
        </Button>
      </form>
    </PageSection>
  );
}
