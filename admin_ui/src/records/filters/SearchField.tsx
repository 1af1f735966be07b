import { Input, type InputRef } from "antd";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const PAUSE_MS = 250;

/** Looks for words in the list; what is typed is asked for when nobody has typed for a moment. */
export function SearchField({
  search,
  onSearch,
}: {
  search: string;
  onSearch(search: string): void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(search);
  const input = useRef<InputRef>(null);
  const ask = useRef(onSearch);
  ask.current = onSearch;
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed.trim() === search) return;
    const timer = setTimeout(() => ask.current(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search]);
  return (
    <Input
      ref={input}
      type="search"
      size="small"
      allowClear
      style={{ width: 200 }}
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      prefix={<Search size={14} strokeWidth={1.75} color="var(--t3)" />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && typed) {
          event.stopPropagation();
          setTyped("");
        }
      }}
    />
  );
}
