import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { Problem } from "@/api/errors";
import { useApp } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import { takeCopy } from "@/commands/copied";
import { useLook } from "@/shell/appearance";
import { IconButton } from "@/ui/IconButton";
import { notify } from "@/ui/Notices";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import css from "./FormPage.module.css";
import { PhoneControls } from "./PhoneControls";
import { RecordForm } from "./RecordForm";
import { useHeld } from "./useHeld";

/** `/a/:app/:table/new`: a new record; `?like=` starts with the values of another. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", table: key = "" } = useParams();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const { language } = useLook();
  const isPhone = usePhone();
  const model = useApp(app, language);
  const table = useHeld(model.data?.tables.get(key));
  const copied = takeCopy(query.get("like"));
  if (!table && model.error)
    return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!table)
    return model.data ? (
      <StateBox title={t("list.noTable")} text={t("ui.lockedText")} />
    ) : (
      <Loading />
    );
  const back = `/a/${app}/${key}`;
  const title = t("record.form.new", { table: table.label });
  const saved = (record: RecordRow, warnings: Problem[]) => {
    notify({ text: warnings[0]?.message ?? t("record.saved") });
    navigate(`${back}/${record.id}`, { replace: true });
  };
  const leave = () => navigate(back);
  return (
    <PhoneControls>
      <div className={css.page}>
        <RecordForm
          key={`${app}.${key}`}
          table={table}
          record={null}
          initial={copied}
          guards
          onSaved={saved}
          onCancel={leave}
          head={
            <header className={css.head}>
              {isPhone ? (
                <IconButton icon={X} size={20} label={t("ui.close")} onClick={leave} />
              ) : (
                <>
                  <Link to={back}>{table.label}</Link>
                  <span className={css.slash}>/</span>
                </>
              )}
              <h1>{title}</h1>
            </header>
          }
        />
      </div>
    </PhoneControls>
  );
}
