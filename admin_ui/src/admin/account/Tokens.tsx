import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { Copy, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post, remove } from "@/api/client";
import { ApiError } from "@/api/errors";
import { useMe } from "@/api/queries";
import { sayTime } from "@/text/time";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox } from "@/ui/StateBox";
import css from "./account.module.css";

interface Token {
  id: string;
  label: string;
  scopes: string[] | null;
  created_at: string;
  used_at: string | null;
}

export function Tokens() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [isNew, setNew] = useState(false);
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: async () => (await get<{ tokens: Token[] }>("/tokens")).tokens,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/tokens/${id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["tokens"] }),
  });
  if (tokens.error) return <ErrorBox error={tokens.error} retry={() => void tokens.refetch()} />;
  return (
    <PageSection
      title={t("account.tokens")}
      text={t("account.tokensText")}
      actions={
        <Button size="small" icon={<Plus size={14} />} onClick={() => setNew(true)}>
          {t("account.newToken")}
        </Button>
      }
    >
      {tokens.data?.length ? (
        <Rows label={t("account.tokens")}>
          {tokens.data.map((token) => (
            <RowItem
              key={token.id}
              icon={<KeyRound size={16} strokeWidth={1.75} aria-hidden="true" />}
              title={token.label}
              note={`${token.scopes?.join(", ") ?? t("account.allScopes")} · ${token.used_at ? t("account.used", { time: sayTime(token.used_at) }) : t("account.unused")}`}
              actions={
                <Button size="small" type="text" danger onClick={() => revoke.mutate(token.id)}>
                  {t("account.revoke")}
                </Button>
              }
            />
          ))}
        </Rows>
      ) : (
        tokens.data && <p className={css.quiet}>{t("account.noTokens")}</p>
      )}
      {isNew && <NewToken onClose={() => setNew(false)} />}
    </PageSection>
  );
}

function NewToken({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const me = useMe().data;
  const [label, setLabel] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      post<{ token: string }>("/tokens", { label, ...(scopes.length ? { scopes } : {}) }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["tokens"] }),
  });
  const offered = (me?.apps ?? []).flatMap((app) =>
    ["read", "write", "build"].map((power) => ({
      value: `${app}:${power}`,
      label: `${app}:${power}`,
    })),
  );
  const secret = make.data?.token;
  return (
    <Modal
      open
      title={t("account.newToken")}
      onCancel={onClose}
      okText={t("account.makeToken")}
      cancelText={t(secret ? "ui.close" : "ui.cancel")}
      okButtonProps={{
        disabled: !label.trim(),
        loading: make.isPending,
        hidden: secret !== undefined,
      }}
      onOk={() => make.mutate()}
    >
      {secret ? (
        <div>
          <p>{t("account.tokenOnce")}</p>
          <p className={css.secret}>
            <code>{secret}</code>
            <Button
              size="small"
              icon={<Copy size={14} />}
              onClick={() => void navigator.clipboard.writeText(secret)}
            >
              {t("account.copy")}
            </Button>
          </p>
        </div>
      ) : (
        <div className={css.stack}>
          <label htmlFor="token-label">{t("account.tokenLabel")}</label>
          <Input
            id="token-label"
            autoFocus
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <label htmlFor="token-scopes">{t("account.scopes")}</label>
          <Select
            id="token-scopes"
            mode="multiple"
            options={offered}
            value={scopes}
            onChange={setScopes}
            placeholder={t("account.allScopes")}
          />
          {make.error instanceof ApiError && (
            <p className={css.refusal}>{make.error.problems[0]?.message ?? make.error.message}</p>
          )}
        </div>
      )}
    </Modal>
  );
}
