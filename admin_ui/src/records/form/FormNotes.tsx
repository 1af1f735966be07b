import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { recordPath } from "@/api/queries";
import type { RecordRow } from "@/api/types";
import { sayTime } from "@/text/time";
import { Banner } from "./Banner";
import { differing } from "./changes";
import { useLastEvent } from "./lastEvent";
import type { Form } from "./useForm";

/** What stands on top of a form: what keeps it from being saved, what is wrong, what is new. */
export function FormNotes({
  form,
  now,
  jump,
}: {
  form: Form;
  now: RecordRow | null;
  jump(field: string): void;
}) {
  const { t } = useTranslation();
  const { kept, trouble, draft } = form;
  return (
    <>
      {trouble && <TroubleNote form={form} />}
      {kept && (
        <Banner
          kind="kept"
          actions={[
            { label: t("record.kept.resume"), run: form.resume },
            { label: t("record.kept.discard"), run: form.forget },
          ]}
        >
          {t("record.kept.text", { time: sayTime(kept.at) })}
        </Banner>
      )}
      {form.isAttempted && form.problems.length > 0 && (
        <Banner kind="error">
          {t("record.form.wrong", { count: form.problems.length })}
          <ul>
            {form.problems.map((problem) => {
              const field = form.table.fields.get(problem.field ?? "");
              return (
                <li key={`${problem.field} ${problem.message}`}>
                  {field ? (
                    <button type="button" onClick={() => jump(field.key)}>
                      {t("record.form.at", { field: field.label, message: problem.message })}
                    </button>
                  ) : (
                    problem.message
                  )}
                </li>
              );
            })}
          </ul>
        </Banner>
      )}
      {draft?.warnings
        .filter((warning) => !warning.field)
        .map((warning) => (
          <Banner key={warning.message} kind="warning">
            {warning.message}
          </Banner>
        ))}
      {form.base && now && now.version > form.base.version && (
        <NewsNote form={form} base={form.base} now={now} />
      )}
    </>
  );
}

function TroubleNote({ form }: { form: Form }) {
  const { t } = useTranslation();
  const { trouble, base, table } = form;
  if (!trouble) return null;
  const actions =
    trouble.kind === "gone" && base
      ? [
          {
            label: t("record.trouble.restore"),
            run: () =>
              void post(`${recordPath(table.app, table.key, base.id)}/restore`)
                .then(() => form.look())
                .catch(() => form.saveAsNew()),
          },
          { label: t("record.trouble.saveAsNew"), run: () => void form.saveAsNew() },
        ]
      : [{ label: t("ui.again"), run: () => void form.look() }];
  return (
    <Banner kind="trouble" actions={actions}>
      {trouble.kind === "failed"
        ? t("record.trouble.failed", { message: trouble.message })
        : t(`record.trouble.${trouble.kind}`)}
    </Banner>
  );
}

/** Somebody else has changed the record that is being edited. */
function NewsNote({ form, base, now }: { form: Form; base: RecordRow; now: RecordRow }) {
  const { t } = useTranslation();
  const last = useLastEvent(form.table, base.id, now.version);
  const fields = differing(base.values, now.values).filter(
    (key) => form.table.fields.get(key)?.isSystem === false,
  );
  if (fields.length === 0) return null;
  return (
    <Banner kind="news" actions={[{ label: t("record.news.look"), run: () => form.meetNow(now) }]}>
      {t("record.news.text", {
        who: last?.user_name ?? t("record.system"),
        time: last ? sayTime(last.at) : "",
        count: fields.length,
      })}
    </Banner>
  );
}
