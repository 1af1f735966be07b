import { Button, Input } from "antd";
import { Network, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { put } from "@/api/client";
import { useMe } from "@/api/queries";
import { PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { useKept } from "./kept";
import { Line, Refusal } from "./Line";
import { useNetworks, useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** The inner networks that calls from here may reach. */
export function Networks() {
  const { t } = useTranslation();
  const me = useMe().data;
  const found = useNetworks();
  const [typed, type] = useKept<string>("network");
  const save = useSettingsChange((networks: string[]) => put("/settings/networks", { networks }));
  if (found.error) return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !me) return <Loading rows={4} />;
  const { networks } = found.data;
  const add = () =>
    typed?.trim() &&
    save.mutate([...networks, typed.trim()], {
      onSuccess: () => type(null),
    });
  return (
    <PageSection title={t("settings.part.networks")} text={t("settings.networksText")}>
      {networks.length > 0 ? (
        <Rows label={t("settings.part.networks")}>
          {networks.map((each) => (
            <RowItem
              key={each}
              icon={<Network size={16} strokeWidth={1.75} aria-hidden="true" />}
              title={<code className={css.code}>{each}</code>}
              actions={
                me.is_admin && (
                  <Button
                    size="small"
                    type="text"
                    danger
                    aria-label={t("settings.closeNetwork", { network: each })}
                    onClick={() => save.mutate(networks.filter((other) => other !== each))}
                  >
                    {t("settings.shut")}
                  </Button>
                )
              }
            />
          ))}
        </Rows>
      ) : (
        <p className={css.quiet}>{t("settings.noNetworks")}</p>
      )}
      {me.is_admin ? (
        <form
          className={css.after}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Line id="network" label={t("settings.network")} hint={t("settings.networkText")}>
            <div className={css.pick}>
              <Input
                id="network"
                placeholder="10.1.0.0/16"
                value={typed ?? ""}
                onChange={(event) => type(event.target.value)}
              />
              <Button
                htmlType="submit"
                icon={<Plus size={14} />}
                disabled={!typed?.trim()}
                loading={save.isPending}
              >
                {t("settings.openNetwork")}
              </Button>
            </div>
          </Line>
        </form>
      ) : (
        <p className={css.quiet}>{t("settings.adminsOnly")}</p>
      )}
      <Refusal error={save.error} />
    </PageSection>
  );
}
