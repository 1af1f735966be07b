import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page } from "@/ui/Page";
import { ApprovalList } from "./ApprovalList";
import { LISTS } from "./approvals";
import css from "./approvals.module.css";

/** `/approvals`: what I have to decide, what I asked for, what I decided, what I was told of. */
export function Component() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const list = LISTS.find((each) => each === query.get("list")) ?? "to_decide";
  return (
    <Page title={t("approvals.title")}>
      <div className={css.page}>
        <Tabs
          activeKey={list}
          onChange={(key) => setQuery(key === "to_decide" ? {} : { list: key }, { replace: true })}
          items={LISTS.map((key) => ({ key, label: t(`approvals.list.${key}`) }))}
        />
        <ApprovalList key={list} list={list} />
      </div>
    </Page>
  );
}
