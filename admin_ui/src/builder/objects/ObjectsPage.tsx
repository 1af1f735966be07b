import { Button } from "antd";
import { BadgeCheck, Lock, Plug, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { useLive } from "@/api/live";
import { useApp, useMe } from "@/api/queries";
import type { AppModel, ApprovalDocument, ConnectorDocument } from "@/metadata/types";
import { useLook } from "@/shell/appearance";
import { labelText } from "@/text/t";
import { IconButton } from "@/ui/IconButton";
import { useTitle } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import css from "../automations/automations.module.css";
import { draftedAll, useProblemsOf } from "../automations/useAutomation";
import { nameOf, useDraft, useDrafts } from "../draft";
import { draftedModel } from "../draftedModel";
import { PlanBar } from "../plan/PlanBar";
import { type Around, AroundContext } from "../properties/around";
import { PropertyForm } from "../properties/PropertyForm";
import { freshKey, type Part } from "../properties/spec";
import { draftedRoles } from "../roles/powers";
import { useOthers } from "../useOthers";
import own from "./objects.module.css";
import { APPROVAL, CONNECTOR } from "./specs";

const KINDS = {
  approval: { icon: BadgeCheck, properties: APPROVAL },
  connector: { icon: Plug, properties: CONNECTOR },
} as const;
type ObjectKind = keyof typeof KINDS;
type ObjectDocument = ApprovalDocument | ConnectorDocument;

/** `/b/:app/approvals/:key?` and `/b/:app/connectors/:key?`: a list, and one of them as a form. */
export function Component() {
  const { t } = useTranslation();
  const { app = "", key = "" } = useParams();
  const kind: ObjectKind = useLocation().pathname.includes("/approvals") ? "approval" : "connector";
  const { language } = useLook();
  const me = useMe().data;
  const model = useApp(app, language);
  useLive(`app:${app}`);
  useOthers(model.data);
  useTitle(t(`objects.${kind}.title`));
  if (model.error) return <ErrorBox error={model.error} retry={() => void model.refetch()} />;
  if (!model.data || !me) return <Loading />;
  const builds = me.app_cards.find((card) => card.key === app)?.build ?? [];
  if (!builds.includes(kind))
    return <StateBox icon={Lock} title={t("builder.closed")} text={t("builder.closedText")} />;
  return (
    <>
      <Objects model={model.data} kind={kind} chosen={key} />
      <PlanBar model={model.data} />
    </>
  );
}

function Objects({ model, kind, chosen }: { model: AppModel; kind: ObjectKind; chosen: string }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const navigate = useNavigate();
  const draft = useDraft(model.key)?.draft;
  const all: ObjectDocument[] =
    kind === "approval"
      ? draftedAll(draft, kind, model.approvals)
      : draftedAll(draft, kind, model.connectors);
  const { icon: Icon } = KINDS[kind];
  const root = `/b/${model.key}/${kind}s`;
  const add = () => {
    const key = freshKey(kind, all as unknown as Part[]);
    put(model, kind, fresh(model, kind, key, t(`objects.${kind}.new`, { at: all.length + 1 })));
    void navigate(`${root}/${key}`);
  };
  const document = all.find(({ key }) => key === chosen);
  return (
    <>
      <header className={css.head}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        <h1>{t(`objects.${kind}.title`)}</h1>
        <span className={css.space} />
        <Button size="small" icon={<Plus size={14} />} onClick={add}>
          {t(`objects.${kind}.add`)}
        </Button>
      </header>
      <div className={own.panes} data-chosen={document ? true : undefined}>
        <nav className={own.list} aria-label={t(`objects.${kind}.title`)}>
          {all.length === 0 && <p>{t(`objects.${kind}.none`)}</p>}
          {all.map((each) => (
            <Link
              key={each.key}
              to={`${root}/${each.key}`}
              aria-current={each.key === chosen ? "page" : undefined}
            >
              {labelText(each.label, language) || each.key}
            </Link>
          ))}
        </nav>
        <div className={own.sheet}>
          {document ? (
            <ObjectForm key={document.key} model={model} kind={kind} document={document} />
          ) : (
            <StateBox
              icon={Icon}
              title={t("objects.noneChosen")}
              text={t(`objects.${kind}.about`)}
            />
          )}
        </div>
      </div>
    </>
  );
}

function ObjectForm({
  model,
  kind,
  document,
}: {
  model: AppModel;
  kind: ObjectKind;
  document: ObjectDocument;
}) {
  const { t } = useTranslation();
  const { language } = useLook();
  const navigate = useNavigate();
  const draft = useDraft(model.key)?.draft;
  const problems = useProblemsOf(model, kind, document.key);
  const named = (items: { key: string; label: ObjectDocument["label"] }[]) =>
    items.map(({ key, label }) => ({ value: key, label: labelText(label, language) || key }));
  const around: Around = {
    model: draftedModel(model, draft, language),
    table: "table" in document ? document.table : null,
    names: [],
    problems,
    choices: {
      role: named(draftedRoles(draft, model)),
      automation: named(draftedAll(draft, "automation", model.automations)),
    },
  };
  const name = labelText(document.label, language) || document.key;
  return (
    <AroundContext value={around}>
      <header className={own.head}>
        <h2>{name}</h2>
        <IconButton
          icon={Trash2}
          label={t("automations.remove", { name })}
          onClick={() => {
            useDrafts.getState().change(model, { [nameOf(kind, document.key)]: null });
            void navigate(`/b/${model.key}/${kind}s`);
          }}
        />
      </header>
      <PropertyForm
        properties={KINDS[kind].properties}
        part={document as unknown as Part}
        pointer=""
        onChange={(next, about) =>
          put(model, kind, next as unknown as ObjectDocument, `${document.key} ${about}`)
        }
      />
    </AroundContext>
  );
}

const put = (model: AppModel, kind: ObjectKind, document: ObjectDocument, about?: string) =>
  useDrafts.getState().change(model, { [nameOf(kind, document.key)]: document }, about);

/** A new one with what its kind cannot do without. */
function fresh(model: AppModel, kind: ObjectKind, key: string, label: string): ObjectDocument {
  const [table] = model.tables.keys();
  const node = { key: "node_1", label, who: "", empty: "refuse_to_start" };
  const rest = kind === "approval" ? { table, nodes: [node] } : { base: "https://" };
  return { key, label, ...rest } as unknown as ObjectDocument;
}
