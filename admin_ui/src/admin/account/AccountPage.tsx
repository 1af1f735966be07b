import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/queries";
import { withTexts } from "@/text/t";
import { Page } from "@/ui/Page";
import { Loading } from "@/ui/StateBox";
import { MyAbsences } from "../absences/MyAbsences";
import { Appearance } from "./Appearance";
import { Elsewhere } from "./Elsewhere";
import { Password } from "./Password";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

const Delegations = lazy(
  withTexts(
    async () => ({ default: (await import("@/approvals/Delegations")).Delegations }),
    "approvals",
  ),
);

/** `/account`: what is mine alone: name, looks, absences, password, sessions, tokens. */
export function Component() {
  const { t } = useTranslation();
  const me = useMe().data;
  if (!me) return <Loading />;
  return (
    <Page title={t("account.title")} lead={me.login}>
      <Profile key={me.name} me={me} />
      <Elsewhere me={me} />
      <Appearance />
      <MyAbsences user={me.id} />
      <Suspense fallback={null}>
        <Delegations />
      </Suspense>
      <Password />
      <Sessions />
      <Tokens />
    </Page>
  );
}
