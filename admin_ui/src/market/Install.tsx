import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Drawer, Input, InputNumber, Switch } from "antd";
import { AlertTriangle } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { post } from "@/api/client";
import { ApiError } from "@/api/errors";
import { queryClient } from "@/api/queries";
import type { Plan } from "@/api/types";
import { notify } from "@/ui/Notices";
import { ErrorBox, Loading } from "@/ui/StateBox";
import css from "./market.module.css";
import type { PackagePage, Parameter } from "./packages";

interface Props {
  item: PackagePage;
  action: "install" | "remove";
  onClose(): void;
}

/** The plan of an installation or a removal in words; carried out from here. */
export function Install({ item, action, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters, setParameters] = useState<Record<string, unknown>>({});
  const [demo, setDemo] = useState(false);
  const [accepted, accept] = useState<readonly string[]>([]);
  const path = `/market/packages/${item.key}`;
  const carryOut = useMutation({
    mutationFn: () =>
      post(
        `${path}/${action}`,
        action === "install" ? { parameters, accept: accepted, demo } : { accept: accepted },
      ),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
      notify({
        text: t(action === "install" ? "market.isInstalled" : "market.isRemoved", {
          name: item.label,
          days: plan.data?.kept_days ?? 30,
        }),
      });
      await navigate(action === "install" ? `/a/${item.key}` : "/market");
    },
  });
  const plan = useQuery({
    queryKey: ["market-plan", item.key, action, parameters],
    // What is carried out is planned no more.
    enabled: !carryOut.isPending && !carryOut.isSuccess,
    gcTime: 0,
    queryFn: ({ signal }) =>
      post<Plan & { kept_days?: number }>(
        `${path}/plan`,
        { action, ...(action === "install" ? { parameters } : {}) },
        { signal },
      ),
  });
  const problems = carryOut.error instanceof ApiError ? carryOut.error : null;
  const left = (plan.data?.dangers ?? []).filter(
    (danger) => !accepted.includes(danger.code),
  ).length;
  return (
    <Drawer
      open
      size={480}
      title={t(action === "install" ? "market.installTitle" : "market.removeTitle", {
        name: item.label,
      })}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="primary"
            danger={action === "remove"}
            loading={carryOut.isPending}
            disabled={!plan.data || plan.data.problems.length > 0 || left > 0}
            onClick={() => carryOut.mutate()}
          >
            {left > 0
              ? t("market.left", { count: left })
              : t(action === "install" ? "market.install" : "market.remove")}
          </Button>
        </div>
      }
    >
      {action === "install" && item.parameters.length > 0 && (
        <section className={css.part}>
          <h3>{t("market.parameters")}</h3>
          {item.parameters.map((parameter) => (
            <ParameterInput
              key={parameter.key}
              parameter={parameter}
              value={parameter.key in parameters ? parameters[parameter.key] : parameter.value}
              onChange={(value) => setParameters({ ...parameters, [parameter.key]: value })}
            />
          ))}
        </section>
      )}
      {action === "install" && item.has_demo && (
        <section className={css.part}>
          <Checkbox checked={demo} onChange={(event) => setDemo(event.target.checked)}>
            {t("market.withDemo")}
          </Checkbox>
        </section>
      )}
      {action === "remove" && plan.data && (
        <p className={css.part}>{t("market.removeText", { days: plan.data.kept_days ?? 30 })}</p>
      )}
      {plan.error && <ErrorBox error={plan.error} retry={() => void plan.refetch()} />}
      {plan.isLoading && <Loading rows={6} />}
      {problems && (
        <p className={css.refusal} role="alert">
          {[problems.message, ...problems.problems.map((each) => each.message)].join("；")}
        </p>
      )}
      {plan.data && <PlanWords plan={plan.data} accepted={accepted} onAccept={accept} />}
    </Drawer>
  );
}

function PlanWords({
  plan,
  accepted,
  onAccept,
}: {
  plan: Plan;
  accepted: readonly string[];
  onAccept(codes: readonly string[]): void;
}) {
  const { t } = useTranslation();
  return (
    <>
      {plan.dangers.length > 0 && (
        <section className={css.part}>
          <h3>{t("market.lost")}</h3>
          {plan.dangers.map((danger) => (
            <Checkbox
              key={danger.code}
              className={css.danger}
              checked={accepted.includes(danger.code)}
              onChange={(event) =>
                onAccept(
                  event.target.checked
                    ? [...accepted, danger.code]
                    : accepted.filter((code) => code !== danger.code),
                )
              }
            >
              <AlertTriangle size={14} aria-hidden="true" /> {danger.sentence}
            </Checkbox>
          ))}
        </section>
      )}
      <section className={css.part}>
        <h3>{t("market.changes", { count: plan.changes.length })}</h3>
        <ul className={css.words}>
          {plan.problems.map((problem) => (
            <li key={problem.message} className={css.refusal}>
              {problem.message}
            </li>
          ))}
          {plan.changes.map((change, index) => (
            <li key={index}>{change.sentence}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function ParameterInput({
  parameter,
  value,
  onChange,
}: {
  parameter: Parameter;
  value: unknown;
  onChange(value: unknown): void;
}) {
  const isNumber = ["number", "integer", "percent"].includes(parameter.type);
  const id = `parameter-${parameter.key}`;
  return (
    <div className={css.parameter}>
      <label htmlFor={id}>{parameter.label}</label>
      {parameter.type === "boolean" ? (
        <Switch id={id} size="small" checked={value === true} onChange={onChange} />
      ) : isNumber ? (
        <InputNumber
          id={id}
          min={parameter.min ?? undefined}
          max={parameter.max ?? undefined}
          value={value as number}
          onChange={onChange}
        />
      ) : (
        <Input
          id={id}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {parameter.help && <small>{parameter.help}</small>}
    </div>
  );
}
