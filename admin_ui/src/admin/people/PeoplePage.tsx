import { Segmented } from "antd";
import { Lock } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useMe } from "@/api/queries";
import { withTexts } from "@/text/t";
import { Page } from "@/ui/Page";
import { Loading, StateBox } from "@/ui/StateBox";
import { Departments } from "./Departments";
import { Invitations } from "./Invitations";
import css from "./people.module.css";
import { Roles } from "./Roles";
import { Users } from "./Users";

const Absences = lazy(
  withTexts(
    async () => ({
      default: (await import("../absences/EverybodysAbsences")).EverybodysAbsences,
    }),
    "account",
  ),
);

const PARTS = {
  users: Users,
  absences: Absences,
  departments: Departments,
  roles: Roles,
  invitations: Invitations,
} as const;
type Part = keyof typeof PARTS;

/** `/people/:part`: who is here, where they belong, what they may. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { part = "users" } = useParams();
  const me = useMe().data;
  if (!me) return <Loading />;
  if (!me.powers.includes("people"))
    return <StateBox icon={Lock} title={t("people.noPower")} text={t("people.noPowerText")} />;
  const chosen: Part = part in PARTS ? (part as Part) : "users";
  const Body = PARTS[chosen];
  return (
    <Page
      title={t("people.title")}
      actions={
        <div className={css.parts}>
          <Segmented
            aria-label={t("people.parts")}
            value={chosen}
            onChange={(next) => void navigate(`/people/${next}`)}
            options={(Object.keys(PARTS) as Part[]).map((value) => ({
              value,
              label: t(`people.part.${value}`),
            }))}
          />
        </div>
      }
    >
      <Suspense fallback={<Loading />}>
        <Body />
      </Suspense>
    </Page>
  );
}
