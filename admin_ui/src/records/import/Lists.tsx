import { useTranslation } from "react-i18next";
import css from "./Lists.module.css";
import type { Doubt, RefusedLine } from "./server";

const SHOWN = 200;

/** Cells that are stored as something else than they look like. */
export function DoubtList({ doubts, count }: { doubts: readonly Doubt[]; count: number }) {
  const { t } = useTranslation();
  if (count === 0) return <p className={css.none}>{t("import.noDoubts")}</p>;
  return (
    <>
      <table className={css.list}>
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.written")}</th>
            <th scope="col">{t("import.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {doubts.slice(0, SHOWN).map((doubt) => (
            <tr key={`${doubt.line} ${doubt.field}`}>
              <td className={css.line}>{doubt.line}</td>
              <td>{doubt.column}</td>
              <td>{doubt.written}</td>
              <td>
                <b>{doubt.becomes || t("record.blank")}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={Math.min(SHOWN, doubts.length)} count={count} />
    </>
  );
}

/** Lines that are not written, with every reason. */
export function RefusedList({ lines, count }: { lines: readonly RefusedLine[]; count: number }) {
  const { t } = useTranslation();
  if (count === 0) return <p className={css.none}>{t("import.noRefused")}</p>;
  const shown = lines.slice(0, SHOWN);
  return (
    <>
      <table className={css.list}>
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.written")}</th>
            <th scope="col">{t("import.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.flatMap((line) =>
            line.reasons.map((reason, index) => (
              <tr key={`${line.line} ${index}`}>
                <td className={css.line}>{index === 0 ? line.line : ""}</td>
                <td>{reason.column ?? t("import.wholeLine")}</td>
                <td>
                  {reason.value ?? t("record.blank")}
                  {/* What is blank tells nothing: the rest of the line does. */}
                  {!reason.value && (
                    <small>{line.cells.filter(Boolean).slice(0, 3).join("，")}</small>
                  )}
                </td>
                <td className={css.reason}>
                  {reason.message}
                  {reason.suggestion && (
                    <small>{t("import.perhaps", { value: reason.suggestion })}</small>
                  )}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <More shown={shown.length} count={count} />
    </>
  );
}

function More({ shown, count }: { shown: number; count: number }) {
  const { t } = useTranslation();
  return shown < count ? <p className={css.none}>{t("import.shown", { shown, count })}</p> : null;
}
