import { useEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { useLive } from "@/api/live";
import { useMe } from "@/api/queries";
import type { Me } from "@/api/types";
import { Overs } from "@/ui/Over";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { useLook } from "./appearance";
import css from "./Frame.module.css";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import { usePlace } from "./place";
import { SessionGuard } from "./SessionGuard";
import { TabBar } from "./TabBar";

/** Header, navigation and the page, for whoever has signed in. */
export function Frame() {
  const me = useMe();
  const place = useLocation();
  if (me.data === null)
    return (
      <Navigate to={`/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`} replace />
    );
  if (me.error && !me.data) return <ErrorBox error={me.error} retry={() => void me.refetch()} />;
  return me.data ? <SignedIn me={me.data} /> : <Loading />;
}

function SignedIn({ me }: { me: Me }) {
  const { mode, app } = usePlace();
  const { setLanguage } = useLook();
  // Whatever is on the screen of an app is drawn anew when the app is published.
  useLive("me", "todos", "inbox", app ? `app:${app}` : "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: their own language, when they come; the switch in the header wins afterwards
  useEffect(() => setLanguage(me.language), [me.id]);
  return (
    <div className={css.frame} data-mode={mode}>
      <Header />
      <Navigation />
      <main className={css.page}>
        <Outlet />
      </main>
      <TabBar />
      <SessionGuard me={me} />
      <Overs />
    </div>
  );
}
