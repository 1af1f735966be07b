import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Page } from "@/ui/Page";
import { usePhone } from "@/ui/usePhone";
import { KindTabs } from "./KindTabs";
import { TodoList } from "./TodoList";
import { KINDS, type Kind } from "./todos";
import css from "./todos.module.css";

const STATES = ["open", "done"] as const;
type State = (typeof STATES)[number];

/** `/todos`: everything that waits for my answer, and what has been answered. */
export function Component() {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const [query, setQuery] = useSearchParams();
  const state: State = query.get("state") === "done" ? "done" : "open";
  const kind = KINDS.find((each) => each === query.get("kind")) ?? "all";
  const show = (next: { state?: State; kind?: Kind | "all" }) => {
    const wanted = { state, kind, ...next };
    setQuery(
      {
        ...(wanted.state === "open" ? {} : { state: wanted.state }),
        ...(wanted.kind === "all" ? {} : { kind: wanted.kind }),
      },
      { replace: true },
    );
  };
  return (
    <Page
      title={t("todos.title")}
      lead={<Link to="/approvals">{t("todos.toApprovals")}</Link>}
      actions={
        <Segmented
          size={isPhone ? "large" : "small"}
          aria-label={t("todos.states")}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`todos.state.${value}`) }))}
          onChange={(value) => show({ state: value })}
        />
      }
    >
      <div className={css.page}>
        <KindTabs
          value={kind}
          hasCounts={state === "open"}
          onChange={(value) => show({ kind: value })}
        />
        <TodoList state={state} kind={kind} />
      </div>
    </Page>
  );
}
