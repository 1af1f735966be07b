import { Button } from "antd";
import { KeyRound, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/queries";
import { sayTime } from "@/text/time";
import { IconButton } from "@/ui/IconButton";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import { CredentialForm } from "./CredentialForm";
import { Removal } from "./Removal";
import { type Credential, useCredentials } from "./settings";
import css from "./settings.module.css";
import { usesOfCredential } from "./uses";

/** What connectors and channels prove themselves with; values go in and never come out. */
export function Credentials() {
  const { t } = useTranslation();
  const me = useMe().data;
  const found = useCredentials();
  const [open, setOpen] = useState<Credential | "new" | null>(null);
  const [leaving, leave] = useState<string | null>(null);
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !me) return <Loading />;
  const { credentials, kinds } = found.data;
  const add = (
    <Button type="primary" icon={<Plus size={14} />} onClick={() => setOpen("new")}>
      {t("settings.addCredential")}
    </Button>
  );
  return (
    <PageSection
      title={t("settings.part.credentials")}
      text={t("settings.credentialsText")}
      actions={credentials.length > 0 && add}
    >
      {credentials.length === 0 ? (
        <StateBox
          icon={KeyRound}
          title={t("settings.noCredentials")}
          text={t("settings.noCredentialsText")}
        >
          {add}
        </StateBox>
      ) : (
        <div className={css.list}>
          <Rows label={t("settings.part.credentials")}>
            {credentials.map((each) => (
              <CredentialRow
                key={each.name}
                credential={each}
                onEdit={() => setOpen(each)}
                onRemove={() => leave(each.name)}
              />
            ))}
          </Rows>
        </div>
      )}
      {open && (
        <CredentialForm
          credential={open === "new" ? null : open}
          taken={credentials.map((each) => each.name)}
          kinds={kinds}
          onClose={() => setOpen(null)}
        />
      )}
      {leaving && (
        <Removal
          title={t("settings.removeCredential", { name: leaving })}
          text={t("settings.removeCredentialText")}
          path={`/credentials/${leaving}`}
          okText={t("settings.remove.credential")}
          uses={() => usesOfCredential(me.apps, leaving, me.powers.includes("settings"))}
          onClose={() => leave(null)}
        />
      )}
    </PageSection>
  );
}

function CredentialRow({
  credential,
  onEdit,
  onRemove,
}: {
  credential: Credential;
  onEdit(): void;
  onRemove(): void;
}) {
  const { t } = useTranslation();
  const { name, kind, parts = {}, is_readable, used_at } = credential;
  const note =
    is_readable === false
      ? t("settings.unreadable")
      : [
          ...Object.entries(parts).map(
            ([part, shown]) => `${t(`settings.partName.${part}`, { defaultValue: part })} ${shown}`,
          ),
          used_at ? t("settings.used", { time: sayTime(used_at) }) : t("settings.neverUsed"),
        ].join(t("settings.comma"));
  return (
    <RowItem
      icon={<KeyRound size={16} strokeWidth={1.75} aria-hidden="true" />}
      title={
        <>
          <code className={css.code}>{name}</code>
          <Tag>{t(`settings.credential.${kind}`, { defaultValue: kind })}</Tag>
          {is_readable === false && <Tag color="red">{t("settings.unreadableShort")}</Tag>}
        </>
      }
      note={note}
      actions={
        <>
          <IconButton
            icon={Pencil}
            label={t("settings.editCredential", { name })}
            onClick={onEdit}
          />
          <IconButton
            icon={Trash2}
            label={t("settings.removeCredential", { name })}
            onClick={onRemove}
          />
        </>
      }
    />
  );
}
