import { Dropdown, type MenuProps, Segmented } from "antd";
import { ChevronsUpDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { keepCsrf, remove } from "@/api/client";
import { queryClient, useApp, useApps, useMe } from "@/api/queries";
import { Avatar } from "@/ui/Tag";
import { ThingBox } from "@/ui/ThingIcon";
import { useLook } from "./appearance";
import css from "./Header.module.css";
import { otherMode, usePlace } from "./place";
import { SearchBox } from "./SearchBox";
import { Waiting } from "./Waiting";

/** Where one is, how to get elsewhere, who one is. */
export function Header() {
  const me = useMe().data;
  return (
    <header className={css.header}>
      <div className={css.place}>
        <Link to="/" className={css.brand}>
          <img src="/logo.svg" alt="" width={22} height={22} />
          <strong>{me?.workspace || "七巧板"}</strong>
        </Link>
        <AppSwitcher />
      </div>
      <SearchBox />
      <span className={css.space} />
      <ModeSwitch />
      {me && <Waiting />}
      <LanguageSwitch />
      {me && <AccountMenu />}
    </header>
  );
}

function AppSwitcher() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { app } = usePlace();
  const me = useMe().data;
  const apps = useApps().data ?? [];
  const present = apps.find((each) => each.key === app);
  const items: MenuProps["items"] = [
    ...apps.map((each) => ({
      key: `/a/${each.key}`,
      label: each.label,
      icon: <ThingBox icon={null} name={each.label} color={each.color} />,
    })),
    { type: "divider" as const },
    { key: "/market", label: t("shell.market") },
    ...(me?.is_admin ? [{ key: "/new-app", label: t("shell.newApp") }] : []),
  ];
  return (
    <>
      <span className={css.slash}>/</span>
      <Dropdown menu={{ items, onClick: ({ key }) => navigate(key) }} trigger={["click"]}>
        <button type="button" className={css.app}>
          <span>{present?.label ?? t("shell.chooseApp")}</span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </button>
      </Dropdown>
    </>
  );
}

function ModeSwitch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const place = usePlace();
  const { language } = useLook();
  const app = useApp(place.app ?? "", language).data;
  const me = useMe().data;
  if (!app || !me?.app_cards.some((card) => card.key === app.key && card.build.length > 0))
    return null;
  const first = [...app.tables.keys()][0] ?? "";
  return (
    <Segmented
      size="small"
      aria-label={t("shell.mode")}
      value={place.mode}
      options={[
        { value: "use", label: t("shell.use") },
        { value: "build", label: t("shell.build") },
      ]}
      onChange={() => navigate(otherMode(place, first))}
    />
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, setLanguage } = useLook();
  return (
    <button
      type="button"
      className={css.language}
      title={t("shell.otherLanguage")}
      aria-label={`${language === "zh" ? "中" : "En"} ${t("shell.otherLanguage")}`}
      onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
    >
      {language === "zh" ? "中" : "En"}
    </button>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe().data;
  const { appearance, setAppearance } = useLook();
  if (!me) return null;
  const signOut = async () => {
    await remove("/sessions/current");
    keepCsrf(null);
    queryClient.clear();
    await navigate("/sign-in");
  };
  const items: MenuProps["items"] = [
    { key: "name", label: me.name, disabled: true },
    { key: "account", label: t("shell.account"), onClick: () => navigate("/account") },
    ...(me.powers.includes("people")
      ? [{ key: "people", label: t("shell.people"), onClick: () => navigate("/people") }]
      : []),
    ...(me.powers.some((power) => power === "settings" || power === "credentials")
      ? [{ key: "settings", label: t("shell.settings"), onClick: () => navigate("/settings") }]
      : []),
    ...(me.app_cards.some((app) => app.build.length > 0)
      ? [{ key: "runs", label: t("shell.runs"), onClick: () => navigate("/runs") }]
      : []),
    { type: "divider" as const },
    ...(["light", "dark", "system"] as const).map((each) => ({
      key: each,
      label: `${t(`shell.${each}`)}${each === appearance ? " ✓" : ""}`,
      onClick: () => setAppearance(each),
    })),
    { type: "divider" as const },
    { key: "out", label: t("shell.signOut"), onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <button type="button" className={css.me} aria-label={t("shell.myMenu", { name: me.name })}>
        <Avatar id={me.id} name={me.name} size={26} />
      </button>
    </Dropdown>
  );
}
