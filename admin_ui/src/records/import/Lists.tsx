import type { ReactNode } from "react";
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
      <Cells last={t("import.becomes")}>
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
      </Cells>
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
      <Cells last={t("import.reason")}>
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
      </Cells>
      <More shown={shown.length} count={count} />
    </>
  );
}

function Cells({ last, children }: { last: string; children: ReactNode }) {
  const { t } = useTranslation();
  const heads = [t("import.line"), t("import.column"), t("import.written"), last];
  return (
    <table className={css.list}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function More({ shown, count }: { shown: number; count: number }) {
  const { t } = useTranslation();
  return shown < count ? <p className={css.none}>{t("import.shown", { shown, count })}</p> : null;
}
