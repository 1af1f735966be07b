import { Button } from "antd";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { IconButton } from "@/ui/IconButton";
import { Page, PageSection } from "@/ui/Page";
import { RowItem, Rows } from "@/ui/Rows";
import { ErrorBox, Loading } from "@/ui/StateBox";
import { Install } from "./Install";
import css from "./market.module.css";
import { PackageIcon } from "./PackageIcon";
import { type PackagePage, type Piece, usePackage } from "./packages";

/** `/market/:key`: what a package adds, before anything is installed. */
export function Component() {
  const { t } = useTranslation();
  const { key = "" } = useParams();
  const navigate = useNavigate();
  const item = usePackage(key);
  const [action, act] = useState<"install" | "remove" | null>(null);
  if (item.error) return <ErrorBox error={item.error} retry={() => void item.refetch()} />;
  if (!item.data) return <Loading />;
  const { label, installed, description, version } = item.data;
  return (
    <Page
      title={label}
      lead={t("market.version", { version })}
      actions={
        <>
          <IconButton
            icon={ArrowLeft}
            label={t("market.back")}
            onClick={() => void navigate("/market")}
          />
          {installed ? (
            <>
              <Button danger onClick={() => act("remove")}>
                {t("market.remove")}
              </Button>
              <Link to={`/a/${key}`}>
                <Button type="primary">{t("market.open")}</Button>
              </Link>
            </>
          ) : (
            <Button type="primary" onClick={() => act("install")}>
              {t("market.install")}
            </Button>
          )}
        </>
      }
    >
      <div className={css.intro}>
        <PackageIcon item={item.data} size={40} />
        <p>{description}</p>
      </div>
      <Pieces item={item.data} />
      {action && <Install item={item.data} action={action} onClose={() => act(null)} />}
    </Page>
  );
}

function Listed({ title, pieces }: { title: string; pieces: readonly Piece[] }) {
  if (pieces.length === 0) return null;
  return (
    <PageSection title={title}>
      <Rows label={title}>
        {pieces.map((piece) => (
          <RowItem key={piece.key} title={piece.label} note={piece.description} />
        ))}
      </Rows>
    </PageSection>
  );
}

function Pieces({ item }: { item: PackagePage }) {
  const { t } = useTranslation();
  return (
    <>
      <Listed
        title={t("market.requires")}
        pieces={item.requires.map(({ app, version }) => ({
          key: app,
          label: app,
          description: version ?? "",
        }))}
      />
      <Listed
        title={t("market.tables")}
        pieces={item.tables.map((table) => ({
          ...table,
          description: [t("market.fields", { count: table.fields }), table.description]
            .filter(Boolean)
            .join("，"),
        }))}
      />
      <Listed title={t("market.automations")} pieces={item.automations} />
      <Listed title={t("market.approvals")} pieces={item.approvals} />
      <Listed title={t("market.roles")} pieces={item.roles} />
      {item.has_demo && (
        <PageSection title={t("market.demo")}>
          <p className={css.quiet}>
            {t("market.demoText", {
              count: Object.values(item.demo).reduce((sum, each) => sum + each, 0),
            })}
          </p>
        </PageSection>
      )}
    </>
  );
}
