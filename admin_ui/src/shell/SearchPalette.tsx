import { Modal } from "antd";
import { Clock, CornerDownLeft, Search, SquareChevronRight, TextCursorInput } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Loading } from "@/ui/StateBox";
import { ThingIcon } from "@/ui/ThingIcon";
import type { Hit } from "./palette";
import css from "./SearchPalette.module.css";
import { useHits } from "./useHits";

/** Everything one may go to, found by typing; the keyboard is enough. */
export function SearchPalette({ first, onClose }: { first: string; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, type] = useState(first);
  const [at, setAt] = useState(0);
  const { hits, isBusy } = useHits(typed.trim());
  const chosen = Math.min(at, Math.max(0, hits.length - 1));

  function go(hit: Hit | undefined) {
    if (!hit) return;
    onClose();
    if (hit.run) hit.run();
    else if (hit.to) void navigate(hit.to);
  }

  function press(event: KeyboardEvent) {
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt((chosen + 1) % Math.max(1, hits.length)),
      ArrowUp: () => setAt((chosen + hits.length - 1) % Math.max(1, hits.length)),
      Enter: () => go(hits[chosen]),
    };
    if (!moves[event.key] || event.nativeEvent.isComposing) return;
    event.preventDefault();
    moves[event.key]?.();
  }

  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={640}
      style={{ top: 72 }}
      styles={{ container: { padding: 0 } }}
      title={<span className="visually-hidden">{t("shell.search")}</span>}
    >
      <div className={css.box}>
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type
          autoFocus
          className={css.input}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls="palette-hits"
          aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
          aria-label={t("shell.search")}
          placeholder={t("shell.searchHint")}
          // The box keeps its own text: a drawing that comes late takes back no letter.
          defaultValue={first}
          onChange={(event) => {
            type(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          onFocus={({ target }) =>
            target.setSelectionRange(target.value.length, target.value.length)
          }
        />
        <kbd className={css.key}>Esc</kbd>
      </div>
      <div id="palette-hits" className={css.hits} role="listbox" aria-label={t("shell.search")}>
        {hits.map((hit, index) => (
          <div key={hit.key}>
            {hits[index - 1]?.group !== hit.group && (
              <p className={css.group} role="presentation">
                {t(`search.groups.${hit.group}`)}
              </p>
            )}
            <HitRow
              hit={hit}
              id={`hit-${index}`}
              isChosen={index === chosen}
              onGo={() => go(hit)}
              onPoint={() => setAt(index)}
            />
          </div>
        ))}
        {hits.length === 0 &&
          (isBusy ? (
            <Loading rows={3} />
          ) : (
            <p className={css.nothing}>
              {typed.trim()
                ? t("search.nothingFound", { typed: typed.trim() })
                : t("search.searchText")}
            </p>
          ))}
      </div>
    </Modal>
  );
}

function HitRow({
  hit,
  id,
  isChosen,
  onGo,
  onPoint,
}: {
  hit: Hit;
  id: string;
  isChosen: boolean;
  onGo(): void;
  onPoint(): void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keyboard
    <div
      id={id}
      className={css.hit}
      role="option"
      aria-selected={isChosen}
      onClick={onGo}
      onMouseMove={onPoint}
      ref={(row) => {
        if (isChosen) row?.scrollIntoView({ block: "nearest" });
      }}
    >
      {hit.group === "commands" ? (
        <SquareChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
      ) : hit.group === "fields" ? (
        <TextCursorInput size={16} strokeWidth={1.75} aria-hidden="true" />
      ) : hit.group === "recent" ? (
        <Clock size={16} strokeWidth={1.75} aria-hidden="true" />
      ) : (
        <ThingIcon icon={hit.icon} />
      )}
      <span className={css.title}>{hit.title}</span>
      <span className={css.note}>{hit.note}</span>
      {isChosen && <CornerDownLeft size={14} aria-hidden="true" />}
    </div>
  );
}
