import type { AppModel } from "@/metadata/types";
import { type Label, labelText, t } from "@/text/t";
import type { Part } from "../properties/spec";
import { durationText } from "../states/Overview";
import { wordOf } from "./triggers";

/** Labels instead of keys: what the sentences of an automation are made of. */
export class Words {
  constructor(
    private readonly model: AppModel,
    private readonly table: string | null,
  ) {}

  /** A step as one sentence. */
  ofStep(step: Part): string {
    const table = String(step.table ?? this.table ?? "");
    const values = Object.keys((step.values ?? step.measures ?? step.parts ?? {}) as object);
    return t(`automations.says.${step.do}`, {
      table: this.tableName(step.table),
      field: this.field(this.table, step.field),
      values: values.map((key) => this.field(table, key)).join(t("automations.comma")),
      who: this.who(step.who),
      text: short(label(step.ask ?? step.title ?? step.text)),
      move: this.move(table, step.transition),
      automation:
        label(this.model.automations.get(String(step.automation))?.label) || step.automation,
      approval: label(this.model.approvals.get(String(step.approval))?.label) || step.approval,
      connector: label(this.model.connectors.get(String(step.connector))?.label) || step.connector,
      operation: step.operation,
      event: step.event,
      step: step.step,
      report: step.report,
      over: step.over,
      count: ((step.rules ?? step.branches ?? []) as unknown[]).length,
      wait: this.wait(step),
    });
  }

  /** The trigger as one sentence. */
  ofTrigger(on: Part): string {
    const states = ((on.states ?? []) as string[]).map((key) => this.state(String(on.table), key));
    const fields = ((on.fields ?? []) as string[]).map((key) => this.field(String(on.table), key));
    return t(`automations.starts.${wordOf(on.event)}`, {
      table: this.tableName(on.table),
      field: this.field(String(on.table), on.field),
      fields: fields.join(t("automations.comma")),
      context: fields.length > 0 ? "fields" : undefined,
      states: states.join(t("automations.comma")),
      within: duration(on.within ?? on.offset ?? on.every),
      cron: on.cron,
      connector: label(this.model.connectors.get(String(on.connector))?.label) || on.connector,
      times: on.times,
    });
  }

  /** Who is meant, shortly. */
  who(value: unknown): string {
    if (typeof value === "string") return value.trim() || "…";
    const who = (value ?? {}) as Record<string, unknown>;
    if ("role" in who) {
      const role = this.model.roles.find(({ key }) => key === who.role);
      return label(role?.label) || String(who.role || "…");
    }
    if ("supervisor_of" in who)
      return t("automations.supervisor", { of: String(who.supervisor_of || "…") });
    if ("any" in who)
      return (who.any as unknown[]).map((each) => this.who(each)).join(t("automations.comma"));
    return String(who.department ?? who.of ?? "…");
  }

  private tableName(key: unknown): string {
    return this.model.tables.get(String(key ?? ""))?.label ?? String(key || "…");
  }

  private field(table: string | null, key: unknown): string {
    const found = this.model.tables.get(table ?? "")?.fields.get(String(key));
    return found?.label ?? String(key ?? "…");
  }

  private state(table: string, key: string): string {
    const machines = this.model.tables.get(table)?.document.state_machines ?? [];
    const found = machines.flatMap(({ states }) => states).find((state) => state.key === key);
    return label(found?.label) || key;
  }

  private move(table: string, key: unknown): string {
    const machines = this.model.tables.get(table)?.document.state_machines ?? [];
    const moves = machines.flatMap(({ transitions }) => transitions ?? []);
    return label(moves.find((move) => move.key === key)?.label) || String(key || "…");
  }

  private wait(step: Part): string {
    if (step.during) return duration(step.during);
    return step.until || step.holds ? String(step.until ?? step.holds) : "…";
  }
}

const label = (value: unknown): string => (value ? labelText(value as Label) : "");
const duration = (value: unknown): string => (value ? durationText(String(value), t) : "…");
const MOST = 60;
const short = (text: string): string =>
  text.length > MOST ? `${[...text].slice(0, MOST).join("")}…` : text || "…";
