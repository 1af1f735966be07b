import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { COLORS, type Color } from "@/api/colors";
import { ApiError } from "@/api/errors";
import { useApps, useMe } from "@/api/queries";
import { StateBox } from "@/ui/StateBox";
import { ThingBox } from "@/ui/ThingIcon";
import { spell } from "../spelling";
import { newApp } from "./documents";
import { IconChoice } from "./IconChoice";
import { make } from "./making";
import css from "./New.module.css";

/** `/new-app`: an app of one's own, its name, colour and icon; its first table comes next. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe().data;
  const apps = useApps().data ?? [];
  const [name, setName] = useState("");
  const [color, setColor] = useState<Color>("indigo");
  const [icon, setIcon] = useState("briefcase");
  const [isBusy, busy] = useState(false);
  const [refusal, refuse] = useState("");

  async function create(event: React.FormEvent) {
    event.preventDefault();
    busy(true);
    try {
      const taken = apps.map((app) => app.key);
      const [key = "app"] = await spell("app", [name], taken);
      await make(key, newApp(key, name.trim(), color, icon));
      await navigate(`/b/${key}?new=table`);
    } catch (error) {
      refuse(
        error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error),
      );
    } finally {
      busy(false);
    }
  }

  if (me && !me.is_admin)
    return <StateBox title={t("builder.newAppClosed")} text={t("builder.newAppClosedText")} />;
  return (
    <form className={css.page} onSubmit={create}>
      <h1>
        <ThingBox icon={icon} name={name} color={color} size={40} />
        {name || t("builder.newApp")}
      </h1>
      <label htmlFor="new-app">{t("builder.appName")}</label>
      <Input
        id="new-app"
        size="large"
        autoFocus
        maxLength={100}
        placeholder={t("builder.appNameHint")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <span className={css.label}>{t("builder.color")}</span>
      <div className={css.colors} role="radiogroup" aria-label={t("builder.color")}>
        {COLORS.map((each) => (
          <label
            key={each}
            data-on={each === color || undefined}
            style={{ background: `var(--${each}-dt)` }}
          >
            <input
              type="radio"
              name="color"
              className="visually-hidden"
              aria-label={t(`fields.colors.${each}`)}
              checked={each === color}
              onChange={() => setColor(each)}
            />
          </label>
        ))}
      </div>
      <span className={css.label}>{t("builder.icon")}</span>
      <IconChoice icon={icon} onChoose={setIcon} />
      <p className={css.refusal} role="alert">
        {refusal}
      </p>
      <div className={css.acts}>
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={isBusy}
          disabled={!name.trim()}
        >
          {t("builder.makeApp")}
        </Button>
      </div>
    </form>
  );
}
