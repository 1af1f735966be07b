import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import { tablePath, useApp } from "@/api/queries";
import type { RecordPage } from "@/api/types";
import type { InputProps } from "../define";
import { ChoiceInput } from "../shared/ChoiceInput";
import { idsOf, titleOf } from "../shared/titles";
import { creating } from "./creating";

const PAUSE_MS = 200;

/** One or many records of another table, found by typing; a new one can be made on the spot. */
export function Input({ field, language, expanded, ...rest }: InputProps) {
  const { t } = useTranslation();
  const [app = "", table = ""] = (field.target ?? "").split(".");
  const [isOpen, open] = useState(false);
  const [typed, type] = useState("");
  const [made, setMade] = useState<Record<string, string>>({});
  const search = usePaused(typed.trim());
  const target = useApp(app, language).data?.tables.get(table);
  const title = target?.title?.key;
  const found = useQuery({
    queryKey: ["records", app, table, "pick", search],
    enabled: isOpen && target !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<RecordPage>(
        tablePath(app, table),
        { limit: 20, search, fields: title, sort: search ? undefined : "-updated_at" },
        signal,
      ),
  });
  const known = idsOf(rest.value).map(
    (id) => [id, made[id] ?? titleOf(id, field, { language, expanded })] as const,
  );
  const listed = (found.data?.records ?? []).map(
    (each) => [each.id, String((title && each.values[title]) || each.id)] as const,
  );
  const create = creating();
  const choices = [...new Map([...(search ? [] : known), ...listed])].map(([value, text]) => ({
    value,
    title: text,
    label: text,
  }));
  const missing = known.filter(([id]) => !choices.some((choice) => choice.value === id));
  return (
    <ChoiceInput
      {...rest}
      label={field.label}
      isMany={field.type === "references"}
      isLoading={isOpen && found.isLoading}
      onOpen={() => open(true)}
      onSearch={type}
      choices={[
        ...choices,
        ...missing.map(([value, text]) => ({ value, title: text, label: text })),
      ]}
      nothing={
        found.isFetching
          ? t("ui.loading")
          : search
            ? t("fields.nothingFound", { typed: search })
            : t("fields.noRecords")
      }
      footer={
        create && target ? (
          <Button
            type="text"
            block
            icon={<Plus size={14} />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={async () => {
              const record = await create(
                app,
                table,
                title && typed.trim() ? { [title]: typed.trim() } : {},
              );
              if (!record) return;
              setMade({ ...made, [record.id]: record.title });
              rest.onChange(
                field.type === "references" ? [...idsOf(rest.value), record.id] : record.id,
              );
            }}
          >
            {t("fields.createIn", { table: target.label })}
          </Button>
        ) : undefined
      }
    />
  );
}

/** The text once nobody has typed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
