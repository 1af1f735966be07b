import { useEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { whenSignedOut } from "@/api/client";
import { useLive } from "@/api/live";
import { queryClient, useMe } from "@/api/queries";
import { ErrorBox, Loading } from "@/ui/StateBox";
import css from "./Frame.module.css";
import { Header } from "./Header";
import { Navigation } from "./Navigation";
import { usePlace } from "./place";
import { TabBar } from "./TabBar";

/** Header, navigation and the page, for whoever has signed in. */
export function Frame() {
  const me = useMe();
  const place = useLocation();
  const { mode } = usePlace();
  useEffect(
    () => whenSignedOut(() => void queryClient.invalidateQueries({ queryKey: ["me"] })),
    [],
  );
  useLive("me");
  if (me.data === null)
    return (
      <Navigate to={`/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`} replace />
    );
  if (me.error) return <ErrorBox error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  return (
    <div className={css.frame} data-mode={mode}>
      <Header />
      <Navigation />
      <main className={css.page}>
        <Outlet />
      </main>
      <TabBar />
    </div>
  );
}
