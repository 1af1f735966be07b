import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { get, post, remove } from "@/api/client";
import { refusalOf } from "@/api/errors";
import { sayTime } from "@/text/time";
import { Once } from "@/ui/Once";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { useAround } from "../properties/around";
import css from "./HookPane.module.css";
import { bodyOf, HookScheme, missingIn, NEW_PROOF, type Proof } from "./HookScheme";

interface Hook {
  scheme: "standard" | "wecom" | null;
  at: string;
  used_at: string | null;
}

interface NewHook {
  path: string;
  secret: string | null;
}

/** The address at which the automation of the page is called from outside, once it is published. */
export function HookPane() {
  const { t } = useTranslation();
  const { model } = useAround();
  const { key = "" } = useParams();
  return (
    <section className={css.hook} aria-label={t("settings.hook.title")}>
      <h3>{t("settings.hook.title")}</h3>
      {model.automations.get(key)?.on.event === "webhook" ? (
        <Address path={`/apps/${model.key}/automations/${key}/hook`} />
      ) : (
        <p>{t("settings.hook.unpublished")}</p>
      )}
    </section>
  );
}

/** The address made, shown once, taken back. */
function Address({ path }: { path: string }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [typed, prove] = useState<Proof | null>(null);
  const [asked, ask] = useState<"renew" | "close" | null>(null);
  const found = useQuery({
    queryKey: ["hook", path],
    queryFn: () => get<{ hook: Hook | null }>(path),
  });
  const refresh = () => cache.invalidateQueries({ queryKey: ["hook", path] });
  const make = useMutation({
    mutationFn: (proof: Proof) => post<NewHook>(path, bodyOf(proof)),
    onSuccess: refresh,
  });
  const close = useMutation({
    mutationFn: () => remove(path),
    onSuccess: () => {
      make.reset();
      return refresh();
    },
  });
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={2} />;
  const { hook } = found.data;
  const proof = typed ?? (hook ? { ...NEW_PROOF, scheme: hook.scheme ?? "none" } : NEW_PROOF);
  const refused = make.error ?? close.error;
  return (
    <>
      {make.data ? (
        <Shown hook={make.data} scheme={proof.scheme} />
      ) : (
        <>
          <p>{hook ? saidOf(t, hook) : t("settings.hook.none")}</p>
          <HookScheme proof={proof} onChange={prove} />
        </>
      )}
      <div className={css.actions}>
        {!make.data && (
          <Button
            size="small"
            loading={make.isPending}
            disabled={missingIn(proof) > 0}
            onClick={() => (hook ? ask("renew") : make.mutate(proof))}
          >
            {t(hook ? "settings.hook.renew" : "settings.hook.make")}
          </Button>
        )}
        {hook && (
          <Button size="small" danger loading={close.isPending} onClick={() => ask("close")}>
            {t("settings.hook.close")}
          </Button>
        )}
      </div>
      {refused && (
        <p className={css.wrong} role="alert">
          {refusalOf(refused)}
        </p>
      )}
      {asked && (
        <Modal
          open
          width={480}
          title={t(`settings.hook.${asked}`)}
          okText={t(`settings.hook.${asked}`)}
          okButtonProps={{ danger: true, type: "default" }}
          cancelText={t("ui.cancel")}
          onCancel={() => ask(null)}
          onOk={() => {
            ask(null);
            if (asked === "renew") make.mutate(proof);
            else close.mutate();
          }}
        >
          <p>{t(`settings.hook.${asked}Text`)}</p>
        </Modal>
      )}
    </>
  );
}

/** What is known of an address that is there. */
function saidOf(t: ReturnType<typeof useTranslation>["t"], { scheme, at, used_at }: Hook): string {
  return [
    t("settings.hook.made", { time: sayTime(at) }),
    t(`settings.hook.by.${scheme ?? "none"}`),
    used_at ? t("settings.hook.called", { time: sayTime(used_at) }) : t("settings.hook.uncalled"),
  ].join(t("settings.comma"));
}

/** Address and secret, this one time. */
function Shown({ hook, scheme }: { hook: NewHook; scheme: Proof["scheme"] }) {
  const { t } = useTranslation();
  const words = { copyText: t("settings.copy"), copiedText: t("settings.copied") };
  return (
    <div>
      <p>{t("settings.once")}</p>
      <Once
        label={t("settings.hook.address")}
        value={`${window.location.origin}${hook.path}`}
        {...words}
      />
      {hook.secret && <Once label={t("settings.secret")} value={hook.secret} {...words} />}
      <p>
        {t(`settings.hook.how.${scheme}`)}{" "}
        {hook.secret && (
          <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer">
            Standard Webhooks
          </a>
        )}
      </p>
    </div>
  );
}
