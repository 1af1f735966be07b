import { useMutation } from "@tanstack/react-query";
import { History, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { refusalOf } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import { sayTime } from "@/text/time";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Tag } from "@/ui/Tag";
import css from "./backtest.module.css";
import { endBacktest, type Head, isUnderWay, STATE_COLORS, useBacktests } from "./server";
import { testedNames } from "./Tested";

/** What was tested before, newest first. */
export function Earlier({ model, onShow }: { model: AppModel; onShow(id: string): void }) {
  const { t } = useTranslation();
  const found = useBacktests(model.key);
  const end = useMutation({
    mutationFn: endBacktest,
    onError: (error) => notify({ kind: "failed", text: refusalOf(error) }),
  });
  if (found.error && !found.data)
    return <ErrorBox error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading rows={3} />;
  return (
    <section className={css.part}>
      <h2>{t("automations.backtest.earlier")}</h2>
      {found.data.length === 0 ? (
        <p className={css.quiet}>{t("automations.backtest.none")}</p>
      ) : (
        <Rows label={t("automations.backtest.earlier")}>
          {found.data.map((head) => (
            <RowItem
              key={head.id}
              icon={<History size={16} strokeWidth={1.75} aria-hidden="true" />}
              title={testedNames(model, head, t).join(t("automations.comma"))}
              note={<Note head={head} />}
              onClick={() => onShow(head.id)}
              actions={
                <>
                  <Tag color={STATE_COLORS[head.state]}>
                    {t(`automations.backtest.state.${head.state}`)}
                  </Tag>
                  <IconButton
                    icon={isUnderWay(head) ? X : Trash2}
                    label={t(
                      isUnderWay(head)
                        ? "automations.backtest.cancel"
                        : "automations.backtest.forget",
                    )}
                    disabled={end.isPending}
                    onClick={() => end.mutate(head)}
                  />
                </>
              }
            />
          ))}
        </Rows>
      )}
    </section>
  );
}

function Note({ head }: { head: Head }) {
  const { t } = useTranslation();
  const words = { name: head.by.name, time: sayTime(head.at), days: head.days };
  return t("automations.backtest.headNote", words);
}
