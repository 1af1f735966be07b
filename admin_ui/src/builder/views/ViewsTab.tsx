import { Button, Dropdown } from "antd";
import { LayoutList, Plus, SquareKanban, Table2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { StateBox } from "@/ui/StateBox";
import { usePhone } from "@/ui/usePhone";
import type { TabProps } from "../BuildPage";
import { AroundContext, problemsAt } from "../properties/around";
import { PropertyForm } from "../properties/PropertyForm";
import type { Part } from "../properties/spec";
import { Head } from "../states/Head";
import { Tools } from "../Tools";
import { BoardPreview } from "./BoardPreview";
import { ListPreview } from "./ListPreview";
import { BOARD, GRID } from "./specs";
import { type RecordsView, useAroundOf, useViews, type Views } from "./useViews";
import css from "./views.module.css";

const ICONS = { grid: Table2, kanban: SquareKanban } as const;

/** The lists and boards of a table: which there are, how the chosen one looks, what it says. */
export default function ViewsTab({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const views = useViews(model, tableKey);
  const isPhone = usePhone();
  const [chosen, choose] = useState<string | null>(isPhone ? null : (views.views[0]?.key ?? null));
  const view = views.views.find(({ key }) => key === chosen);
  const hasStates = (views.table.document.state_machines ?? []).length > 0;
  return (
    <>
      <Tools>
        <Dropdown
          trigger={["click"]}
          menu={{
            items: (["grid", "kanban"] as const).map((type) => {
              const Icon = ICONS[type];
              return {
                key: type,
                icon: <Icon size={16} strokeWidth={1.75} aria-hidden="true" />,
                disabled: type === "kanban" && !hasStates,
                label: t(type === "kanban" && !hasStates ? "views.noStates" : `views.${type}`),
              };
            }),
            onClick: ({ key }) => void views.add(key as RecordsView["type"]).then(choose),
          }}
        >
          <Button size="small" icon={<Plus size={14} />}>
            {t("views.add")}
          </Button>
        </Dropdown>
      </Tools>
      {views.views.length === 0 ? (
        <StateBox icon={LayoutList} title={t("views.none")} text={t("views.noneText")} />
      ) : (
        <div className={css.panes} data-chosen={view ? true : undefined}>
          <List views={views} chosen={chosen} onChoose={choose} />
          {view ? (
            <Chosen key={view.key} views={views} view={view} onClose={() => choose(null)} />
          ) : (
            <StateBox
              icon={LayoutList}
              title={t("views.noneChosen")}
              text={t("views.noneChosenText")}
            />
          )}
        </div>
      )}
    </>
  );
}

function List({
  views,
  chosen,
  onChoose,
}: {
  views: Views;
  chosen: string | null;
  onChoose(key: string): void;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    <nav className={css.list} aria-label={t("views.list")}>
      {views.views.map((view) => {
        const Icon = ICONS[view.type];
        return (
          <button
            key={view.key}
            type="button"
            aria-pressed={view.key === chosen}
            onClick={() => onChoose(view.key)}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
            <span>{labelText(view.label, language) || t("views.unnamed")}</span>
          </button>
        );
      })}
    </nav>
  );
}

function Chosen({ views, view, onClose }: { views: Views; view: RecordsView; onClose(): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const around = useAroundOf(views, view);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too */}
      <section className={css.preview} aria-label={t("views.preview")} tabIndex={0}>
        {view.type === "kanban" ? (
          <BoardPreview table={views.table} published={views.published} view={view} />
        ) : (
          <ListPreview table={views.table} published={views.published} view={view} />
        )}
      </section>
      <aside
        className={css.side}
        aria-label={t("views.properties")}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) onClose();
        }}
      >
        <Head
          kind={t(`views.${view.type}`)}
          name={labelText(view.label, language) || t("views.unnamed")}
          onRemove={() => {
            onClose();
            views.remove(view.key);
          }}
          onClose={onClose}
        />
        <AroundContext value={around}>
          <div className={css.form}>
            {problemsAt(around.problems, "", false).map((problem) => (
              <p key={problem.message} className={css.problem} role="alert">
                {problem.message}
              </p>
            ))}
            <PropertyForm
              properties={view.type === "kanban" ? BOARD : GRID}
              part={view as unknown as Part}
              pointer=""
              onChange={(next, about) =>
                views.put(settled(view, next as unknown as RecordsView), about)
              }
            />
          </div>
        </AroundContext>
      </aside>
    </>
  );
}

/** A board of other columns has none of those that were picked before. */
function settled(before: RecordsView, next: RecordsView): RecordsView {
  if (before.type !== "kanban" || next.type !== "kanban") return next;
  const isOther = before.field !== next.field || (before.by ?? "state") !== (next.by ?? "state");
  const { columns: _, ...rest } = next;
  return isOther ? (rest as RecordsView) : next;
}
