import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { remove } from "@/api/client";
import { Loading } from "@/ui/StateBox";
import { Refusal } from "./Line";
import { useSettingsChange } from "./settings";
import css from "./settings.module.css";

/** Asks before something is removed, and says what stops when it is gone. */
export function Removal({
  title,
  text,
  path,
  okText,
  uses,
  onClose,
}: {
  title: string;
  text: string;
  path: string;
  okText: string;
  /** Tells what names it, in words; asked for when the question is. */
  uses?: () => Promise<string[]>;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const drop = useSettingsChange(async () => {
    await remove(path);
    onClose();
  });
  const found = useQuery({
    queryKey: ["uses", path],
    enabled: uses !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => (await uses?.()) ?? [],
  });
  return (
    <Modal
      open
      width={480}
      title={title}
      onCancel={onClose}
      footer={
        <Footer>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button danger loading={drop.isPending} onClick={() => drop.mutate(undefined)}>
            {okText}
          </Button>
        </Footer>
      }
    >
      <p>{text}</p>
      {uses && found.isPending && <Loading rows={1} />}
      {found.error && <p className={css.quiet}>{t("settings.usesUnknown")}</p>}
      {found.data && found.data.length > 0 && (
        <>
          <p className={css.stops}>{t("settings.stops")}</p>
          <ul className={css.uses}>
            {found.data.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {found.data?.length === 0 && <p className={css.quiet}>{t("settings.unused")}</p>}
      <Refusal error={drop.error} />
    </Modal>
  );
}

const Footer = ({ children }: { children: ReactNode }) => (
  <div className={css.foot}>{children}</div>
);
