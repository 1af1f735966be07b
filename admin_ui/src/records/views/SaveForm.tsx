import { Button, Input, Radio } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { post, put } from "@/api/client";
import { ApiError } from "@/api/errors";
import { keys, queryClient, useMe } from "@/api/queries";
import type { Table } from "@/metadata/types";
import type { ColumnChoice } from "../grid/columns";
import { keep, useKept } from "./kept";
import css from "./SaveView.module.css";
import { freshKey, type ListView } from "./views";

export interface SavedProps {
  table: Table;
  view: ListView;
  filter: string;
  sort: readonly string[];
  columns: ColumnChoice[];
  /** The view is there. */
  onSaved(key: string): void;
}

/** Its name, and whether it is for oneself or for everybody. */
export default function SaveForm({ table, view, filter, sort, columns, onSaved }: SavedProps) {
  const { t } = useTranslation();
  const id = useId();
  const kept = useKept(table);
  const me = useMe().data;
  const [name, setName] = useState("");
  const [whose, setWhose] = useState<"mine" | "shared">("mine");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const canShare = me?.app_cards.some(
    (card) => card.key === table.app && card.build.includes("view"),
  );
  const save = async () => {
    if (!name.trim() || !kept) return;
    if (whose === "mine") {
      const key = freshKey(kept);
      const own = { key, label: name.trim(), filter, sort: [...sort], columns, base: view.base };
      keep(table, (old) => ({ ...old, views: [...old.views, own] }));
      onSaved(key);
      return;
    }
    setSaving(true);
    try {
      onSaved(await share(table, view, { label: name.trim(), filter, sort, columns }));
    } catch (error) {
      setSaving(false);
      setProblem(
        error instanceof ApiError ? (error.problems[0]?.message ?? error.message) : String(error),
      );
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor={id}>{t("list.viewName")}</label>
      <Input
        id={id}
        autoFocus
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {canShare && (
        <Radio.Group
          value={whose}
          onChange={(event) => setWhose(event.target.value)}
          options={[
            { value: "mine", label: t("list.forMe") },
            { value: "shared", label: t("list.forAll") },
          ]}
        />
      )}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={isSaving} disabled={!name.trim()}>
        {t("list.saveView")}
      </Button>
    </form>
  );
}

/** The key of a new view of the app. */
async function share(
  table: Table,
  view: ListView,
  {
    label,
    filter,
    sort,
    columns,
  }: { label: string; filter: string; sort: readonly string[]; columns: ColumnChoice[] },
): Promise<string> {
  const taken = table.grids.map((grid) => grid.key);
  const { keys: made } = await post<{ keys: string[] }>("/keys", {
    kind: "view",
    labels: [`${table.key} ${label}`],
    taken,
  });
  const key = made[0] ?? `${table.key}_${taken.length + 1}`;
  await put(`/apps/${table.app}/documents/view/${key}`, {
    key,
    label,
    table: table.key,
    type: "grid",
    columns,
    ...(filter ? { filter } : {}),
    ...(sort.length ? { sort } : {}),
    ...(view.document?.colors?.length ? { colors: view.document.colors } : {}),
  });
  await queryClient.invalidateQueries({ queryKey: keys.app(table.app) });
  return key;
}
