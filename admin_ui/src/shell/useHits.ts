import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import { keys, queryClient, useApp, useApps, useMe } from "@/api/queries";
import { recents } from "@/api/recent";
import type { AppModel } from "@/metadata/types";
import { useLook } from "./appearance";
import { fieldHits, type Hit, isIn, viewHits } from "./palette";
import { usePlace } from "./place";

interface FoundRecord {
  app: string;
  table: string;
  id: string;
  title: string | null;
  text: string | null;
}

const PAUSE_MS = 150;

/** What fits what was typed; nothing typed: what was opened last. */
export function useHits(typed: string): { hits: Hit[]; isBusy: boolean } {
  const { t } = useTranslation();
  const place = usePlace();
  const look = useLook();
  const apps = useApps().data ?? [];
  const powers = useMe().data?.powers ?? [];
  const model = useApp(place.app ?? apps[0]?.key ?? "", look.language).data;
  const paused = usePaused(typed);
  const found = useQuery({
    queryKey: ["search", paused],
    enabled: paused !== "",
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<{ records: FoundRecord[] }>("/search", { q: paused }, signal),
  });
  if (!typed) {
    return {
      hits: recents().map((each) => ({
        key: each.to,
        group: "recent" as const,
        icon: null,
        ...each,
      })),
      isBusy: false,
    };
  }
  const records = (found.data?.records ?? []).map(({ app, table, id, title, text }): Hit => {
    const known = tableOf(app, table, model);
    return {
      key: id,
      group: "records",
      title: title ?? id,
      note: [known?.label, text !== title ? text : null].filter(Boolean).join("，"),
      icon: known?.icon ?? null,
      to: `/a/${app}/${table}/${id}`,
    };
  });
  const commands: Hit[] = [
    ...[...(model?.tables.values() ?? [])].map((table) => ({
      key: `new ${table.key}`,
      group: "commands" as const,
      title: t("search.newIn", { table: table.label }),
      note: "",
      icon: null,
      to: `/a/${model?.key}/${table.key}/new`,
    })),
    ...apps.map((app) => ({
      key: `app ${app.key}`,
      group: "commands" as const,
      title: t("search.openApp", { app: app.label }),
      note: "",
      icon: null,
      to: `/a/${app.key}`,
    })),
    {
      key: "market",
      group: "commands" as const,
      title: t("shell.market"),
      note: "",
      icon: null,
      to: "/market",
    },
    {
      key: "account",
      group: "commands" as const,
      title: t("shell.account"),
      note: "",
      icon: null,
      to: "/account",
    },
    ...(powers.includes("settings") || powers.includes("credentials")
      ? [
          {
            key: "settings",
            group: "commands" as const,
            title: t("shell.settings"),
            note: "",
            icon: null,
            to: "/settings",
          },
        ]
      : []),
    {
      key: "dark",
      group: "commands" as const,
      title: t(look.isDark ? "search.toLight" : "search.toDark"),
      note: "",
      icon: null,
      run: () => look.setAppearance(look.isDark ? "light" : "dark"),
    },
    {
      key: "language",
      group: "commands" as const,
      title: t("shell.otherLanguage"),
      note: "",
      icon: null,
      run: () => look.setLanguage(look.language === "zh" ? "en" : "zh"),
    },
  ].filter((command) => isIn(typed, command.title));
  const others = model ? [...viewHits(model, typed), ...fieldHits(model, typed)] : [];
  return {
    hits: [...records, ...others, ...commands],
    isBusy: found.isFetching || paused !== typed,
  };
}

/** A table that this browser has read already; the search tells keys only. */
function tableOf(app: string, table: string, present: AppModel | undefined) {
  if (present?.key === app) return present.tables.get(table);
  const known = queryClient.getQueriesData<AppModel>({ queryKey: keys.app(app) });
  return known.flatMap(([, model]) => model?.tables.get(table) ?? [])[0];
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
