import { useMutation } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { CheckCircle2, CirclePause, Download, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { keys, queryClient } from "@/api/queries";
import type { Table } from "@/metadata/types";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { writtenBy } from "./columns";
import page from "./ImportPage.module.css";
import { RefusedList } from "./Lists";
import css from "./Outcome.module.css";
import { Counts } from "./Preview";
import { correctionsAddress, type Job, run, type Undone, undo, useReport } from "./server";

interface Props {
  table: Table;
  job: Job;
  onAgain(): void;
}

/** What an import did: figures, refused lines, the way back. */
export function Outcome({ table, job, onAgain }: Props) {
  const { t } = useTranslation();
  const report = useReport(job.id);
  const [undone, setUndone] = useState<Undone | null>(null);
  const isOpen = job.state === "interrupted" || job.state === "cancelled";
  const Icon = isOpen ? CirclePause : job.state === "undone" ? Undo2 : CheckCircle2;
  const count = job.created + job.updated;
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: keys.table(table.app, table.key) });
  }, [table]);
  return (
    <>
      <div className={page.body}>
        <h2 className={css.title} data-state={job.state}>
          <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
          {t(`import.state.${job.state}`, { count, table: table.label })}
        </h2>
        {undone ? (
          <UndoneText table={table} undone={undone} />
        ) : (
          <p className={css.text}>{t(`import.stateText.${job.state}`, { file: job.file })}</p>
        )}
        <Counts
          figures={[
            ["created", job.created],
            ["updated", job.updated],
            ["refused", job.refused_lines],
          ]}
        />
        {job.refused_lines > 0 && (
          <section className={css.refused}>
            <header>
              <h3>{t("import.refusedLines", { count: job.refused_lines })}</h3>
              <Button
                icon={<Download size={14} strokeWidth={1.75} />}
                href={correctionsAddress(job.id)}
                download
              >
                {t("import.corrections")}
              </Button>
            </header>
            {report.error && <ErrorBox error={report.error} retry={() => void report.refetch()} />}
            {report.isLoading && <Loading rows={4} />}
            {report.data && <RefusedList lines={report.data.refused} count={job.refused_lines} />}
          </section>
        )}
      </div>
      <Foot table={table} job={job} isOpen={isOpen} onAgain={onAgain} onUndone={setUndone} />
    </>
  );
}

function Foot({
  table,
  job,
  isOpen,
  onAgain,
  onUndone,
}: Props & { isOpen: boolean; onUndone(undone: Undone): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isAsked, ask] = useState(false);
  const takeBack = useMutation({
    mutationFn: () => undo(job.id),
    onSuccess: (undone) => {
      ask(false);
      onUndone(undone);
    },
  });
  const goOn = useMutation({
    mutationFn: () => run(job.id, { mode: job.mode ?? "create", key: job.key }),
  });
  const list = `/a/${table.app}/${table.key}`;
  const count = job.created + job.updated;
  const trouble = takeBack.error ?? goOn.error;
  return (
    <footer className={page.foot}>
      <span className={page.note} role={trouble ? "alert" : undefined}>
        {trouble?.message ?? (job.state === "undone" ? "" : t("import.canUndo"))}
      </span>
      {job.state !== "undone" && count > 0 && (
        <Button danger onClick={() => ask(true)}>
          {t("import.undo")}
        </Button>
      )}
      <Button onClick={onAgain}>{t("import.another")}</Button>
      {isOpen && (
        <Button loading={goOn.isPending} onClick={() => goOn.mutate()}>
          {t("import.goOn")}
        </Button>
      )}
      <Button
        type="primary"
        onClick={() =>
          void navigate(
            job.state === "undone" || count === 0
              ? list
              : `${list}?filter=${encodeURIComponent(writtenBy(job))}`,
          )
        }
      >
        {t("import.show", { table: table.label })}
      </Button>
      <Modal
        open={isAsked}
        title={t("import.undoTitle", { count: job.created })}
        okText={t("import.undo")}
        cancelText={t("ui.cancel")}
        okButtonProps={{ danger: true, loading: takeBack.isPending }}
        onOk={() => takeBack.mutate()}
        onCancel={() => ask(false)}
        width={480}
      >
        {t(job.updated > 0 ? "import.undoTextUpdated" : "import.undoText", { count: job.updated })}
      </Modal>
    </footer>
  );
}

function UndoneText({ table, undone }: { table: Table; undone: Undone }) {
  const { t } = useTranslation();
  return (
    <div className={css.text} role="status">
      {t("import.undone", { count: undone.deleted })}
      {undone.updated_count > 0 && t("import.undoneUpdated", { count: undone.updated_count })}
      {undone.kept_count > 0 && t("import.undoneKept", { count: undone.kept_count })}
      {undone.kept.length > 0 && (
        <ul>
          {undone.kept.slice(0, 20).map((kept) => (
            <li key={kept.id}>
              <Link to={`/a/${table.app}/${table.key}/${kept.id}`}>
                {t("import.lineNumber", { line: kept.line })}
              </Link>
              {kept.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
