import { Segmented } from "antd";
import { Check, Store } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Page } from "@/ui/Page";
import { ErrorBox, Loading, StateBox } from "@/ui/StateBox";
import css from "./market.module.css";
import { PackageIcon } from "./PackageIcon";
import { type PackageCard, usePackages } from "./packages";

const FILTERS = {
  all: () => true,
  installed: (each: PackageCard) => each.installed !== null,
  available: (each: PackageCard) => each.installed === null,
};

/** `/market`: what may be installed, and what is. */
const COUNTED = ["tables", "automations", "approvals", "roles", "views"];

export function Component() {
  const { t } = useTranslation();
  const packages = usePackages();
  const [filter, setFilter] = useState<keyof typeof FILTERS>("all");
  const shown = (packages.data ?? []).filter(FILTERS[filter]);
  return (
    <Page
      title={t("market.title")}
      lead={t("market.lead")}
      actions={
        <Segmented
          aria-label={t("market.filter")}
          value={filter}
          onChange={setFilter}
          options={(Object.keys(FILTERS) as (keyof typeof FILTERS)[]).map((value) => ({
            value,
            label: t(`market.filters.${value}`),
          }))}
        />
      }
    >
      {packages.error ? (
        <ErrorBox error={packages.error} retry={() => void packages.refetch()} />
      ) : !packages.data ? (
        <Loading />
      ) : shown.length === 0 ? (
        <StateBox icon={Store} title={t("market.none")} text={t("market.noneText")} />
      ) : (
        <div className={css.cards}>
          {shown.map((each) => (
            <Card key={each.key} item={each} />
          ))}
        </div>
      )}
    </Page>
  );
}

function Card({ item }: { item: PackageCard }) {
  const { t } = useTranslation();
  return (
    <Link to={`/market/${item.key}`} className={css.card}>
      <span className={css.cardHead}>
        <PackageIcon item={item} size={40} />
        <span>
          <strong>{item.label}</strong>
          <small>{t("market.version", { version: item.version })}</small>
        </span>
      </span>
      <p>{item.description}</p>
      <span className={css.cardFoot}>
        {COUNTED.filter((kind) => item.adds[kind]).map((kind) => (
          <span key={kind}>{t(`market.count.${kind}`, { count: item.adds[kind] ?? 0 })}</span>
        ))}
        {item.installed && (
          <b>
            <Check size={14} strokeWidth={2.25} aria-hidden="true" /> {t("market.installed")}
          </b>
        )}
      </span>
    </Link>
  );
}
