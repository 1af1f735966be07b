import { Button, Popover } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/errors";
import type { AppModel } from "@/metadata/types";
import { useDrafts } from "../draft";
import css from "./PlanBar.module.css";
import { documentOf } from "./places";

/** Somebody has changed the same since: what it is, and whose is to be kept. */
export function Conflicts({ model, problems }: { model: AppModel; problems: Problem[] }) {
  const { t } = useTranslation();
  const { rebase, forget } = useDrafts.getState();
  const names = [...new Set(problems.flatMap((problem) => documentOf(problem)?.name ?? []))];
  return (
    <Popover
      trigger="click"
      placement="topRight"
      title={t("builder.conflictTitle")}
      content={
        <div className={css.conflict}>
          <ul>
            {problems.map((problem) => (
              <li key={`${JSON.stringify(problem.document)} ${problem.pointer}`}>
                {problem.message}
              </li>
            ))}
          </ul>
          <p>{t("builder.conflictText")}</p>
          <Button onClick={() => rebase(model.key, model.revision)}>{t("builder.keepMine")}</Button>
          <Button
            onClick={() => {
              for (const name of names) forget(model.key, name);
              rebase(model.key, model.revision);
            }}
          >
            {t("builder.takeTheirs")}
          </Button>
        </div>
      }
    >
      <Button danger>{t("builder.settle", { count: problems.length })}</Button>
    </Popover>
  );
}
