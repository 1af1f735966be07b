import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/queries";
import { Line } from "./Line";
import { eventsOf } from "./uses";

export interface Wanted {
  label: string;
  address: string;
  events: string[];
}

/** How many of them are still missing. */
export const missingIn = ({ label, address, events }: Wanted): number =>
  [label.trim(), address.trim(), events.length].filter((each) => !each).length;

/** Who is to hear of what. */
export function SubscriptionFields({
  wanted,
  onChange,
}: {
  wanted: Wanted;
  onChange(next: Wanted): void;
}) {
  const { t } = useTranslation();
  const apps = useMe().data?.apps ?? [];
  const known = useQuery({ queryKey: ["events", ...apps], queryFn: () => eventsOf(apps) }).data;
  return (
    <>
      <Line id="subscription-label" label={t("settings.receiver")}>
        <Input
          id="subscription-label"
          maxLength={100}
          value={wanted.label}
          onChange={(event) => onChange({ ...wanted, label: event.target.value })}
        />
      </Line>
      <Line
        id="subscription-address"
        label={t("settings.address")}
        hint={t("settings.addressText")}
      >
        <Input
          id="subscription-address"
          inputMode="url"
          placeholder="https://"
          maxLength={1_000}
          value={wanted.address}
          onChange={(event) => onChange({ ...wanted, address: event.target.value })}
        />
      </Line>
      <Line id="subscription-events" label={t("settings.events")} hint={t("settings.eventsText")}>
        <Select
          id="subscription-events"
          mode="tags"
          tokenSeparators={[" ", ",", "，"]}
          value={wanted.events}
          onChange={(events: string[]) => onChange({ ...wanted, events })}
          options={(known ?? []).map((value) => ({
            value,
            label: value === "*" ? t("settings.allEvents") : value,
          }))}
        />
      </Line>
    </>
  );
}
