import {
  AtSign,
  CalendarClock,
  KeyRound,
  Lock,
  type LucideIcon,
  Network,
  SlidersHorizontal,
  Webhook,
} from "lucide-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, useParams } from "react-router";
import { useMe } from "@/api/queries";
import { Page } from "@/ui/Page";
import { Loading, StateBox } from "@/ui/StateBox";
import { Channels } from "./Channels";
import { Credentials } from "./Credentials";
import { General } from "./General";
import { Networks } from "./Networks";
import { Subscriptions } from "./Subscriptions";
import css from "./settings.module.css";
import { WorkingTime } from "./WorkingTime";

interface Part {
  icon: LucideIcon;
  power: string;
  Body: ComponentType;
}

const PARTS: Record<string, Part> = {
  general: { icon: SlidersHorizontal, power: "settings", Body: General },
  "working-time": { icon: CalendarClock, power: "settings", Body: WorkingTime },
  credentials: { icon: KeyRound, power: "credentials", Body: Credentials },
  channels: { icon: AtSign, power: "settings", Body: Channels },
  subscriptions: { icon: Webhook, power: "settings", Body: Subscriptions },
  networks: { icon: Network, power: "settings", Body: Networks },
};

/** `/settings/:part?`: what holds for the whole workspace. */
export function Component() {
  const { t } = useTranslation();
  const { part } = useParams();
  const me = useMe().data;
  if (!me) return <Loading />;
  const open = Object.entries(PARTS).filter(([, { power }]) => me.powers.includes(power));
  const first = open[0]?.[0];
  if (!first)
    return <StateBox icon={Lock} title={t("settings.noPower")} text={t("settings.noPowerText")} />;
  if (part === undefined) return <Navigate to={`/settings/${first}`} replace />;
  const chosen = open.find(([key]) => key === part)?.[1];
  return (
    <Page title={t("settings.title")}>
      <div className={css.layout}>
        <nav className={css.parts} aria-label={t("settings.parts")}>
          {open.map(([key, { icon: Icon }]) => (
            <NavLink
              key={key}
              to={`/settings/${key}`}
              className={css.part}
              // On a phone the parts stand in a line that is longer than the screen.
              ref={(link) => {
                if (key === part) link?.scrollIntoView({ block: "nearest", inline: "center" });
              }}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              {t(`settings.part.${key}`)}
            </NavLink>
          ))}
        </nav>
        <div className={css.body}>
          {chosen ? (
            <chosen.Body />
          ) : (
            <StateBox icon={Lock} title={t("settings.closed")} text={t("settings.noPowerText")} />
          )}
        </div>
      </div>
    </Page>
  );
}
