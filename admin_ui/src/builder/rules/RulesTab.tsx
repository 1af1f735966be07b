import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftedNames } from "@/formula/names";
import type { AppModel, RuleDocument, TableDocument } from "@/metadata/types";
import { IconButton } from "@/ui/IconButton";
import { StateBox } from "@/ui/StateBox";
import type { TabProps } from "../BuildPage";
import { drafted, nameOf, useDraft, useDrafts } from "../draft";
import { changedRule, freshRule, RULE_KINDS, type RuleKind, withRule } from "./kinds";
import { RuleForm } from "./RuleForm";
import css from "./rules.module.css";
import { Sentence } from "./Sentence";

/** The rules of a table by kind, in sentences; the chosen one is changed on the right. */
export default function RulesTab({ model, tableKey }: TabProps) {
  const { t } = useTranslation();
  const { document, put } = useTable(model, tableKey);
  const rules = document.rules ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const rule = rules.find(({ key }) => key === chosen);
  function add(kind: RuleKind) {
    const fresh = freshRule(kind, document);
    put(withRule(document, fresh));
    choose(fresh.key);
  }
  return (
    <div className={css.panes} data-chosen={rule ? true : undefined}>
      <div className={css.list}>
        {RULE_KINDS.map(({ kind, icon: Icon }) => (
          <section key={kind} className={css.group} aria-label={t(`rules.kinds.${kind}`)}>
            <header>
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              <h2>{t(`rules.kinds.${kind}`)}</h2>
              <span>{t(`rules.about.${kind}`)}</span>
              <IconButton icon={Plus} label={t(`rules.add.${kind}`)} onClick={() => add(kind)} />
            </header>
            <ul>
              {rules
                .filter((each) => each.kind === kind)
                .map((each) => (
                  <li key={each.key}>
                    <button
                      type="button"
                      className={css.rule}
                      aria-pressed={each.key === chosen}
                      onClick={() => choose(each.key === chosen ? null : each.key)}
                    >
                      <Sentence rule={each} table={document} />
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
      <aside
        className={css.side}
        aria-label={t("rules.rule")}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) choose(null);
        }}
      >
        {rule ? (
          <RuleForm
            key={rule.key}
            rule={rule}
            table={document}
            app={model.key}
            names={draftedNames(model, document)}
            onChange={(next) => put(changedRule(document, rule.key, next), `rule ${rule.key}`)}
            onRemove={() => {
              put(changedRule(document, rule.key, null));
              choose(null);
            }}
            onClose={() => choose(null)}
          />
        ) : (
          <StateBox title={t("rules.noneChosen")} text={t("rules.noneChosenText")} />
        )}
      </aside>
    </div>
  );
}

/** The table as the draft has it, and how it is changed there. */
function useTable(model: AppModel, key: string) {
  const state = useDraft(model.key);
  const published = model.tables.get(key)?.document ?? null;
  const document = drafted(state?.draft, "table", key, published) as TableDocument;
  const put = (next: TableDocument, about?: string) =>
    useDrafts.getState().change(model, { [nameOf("table", key)]: next }, about);
  return { document, put };
}

export type PutRule = (next: RuleDocument) => void;
