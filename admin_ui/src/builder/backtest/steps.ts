import type { TFunction } from "i18next";
import type { AutomationDocument } from "@/metadata/types";
import { type Label, labelText } from "@/text/t";
import { allSteps, at } from "../automations/tree";
import type { Part } from "../properties/spec";

const BRANCH = /^branches\/(\d+)/;

/** The steps of an automation by the names that a report gives them: their key, or their place. */
export class Steps {
  private readonly all: Part[];

  constructor(
    private readonly document: AutomationDocument | null,
    private readonly t: TFunction,
  ) {
    this.all = allSteps((document?.steps ?? []) as unknown as Part[]);
  }

  /** What people call the step: its label, else what it does. */
  nameOf(step: string, does?: string): string {
    const found = this.find(step);
    const kind = String(found?.do ?? does ?? "");
    const label = found?.label ? labelText(found.label as Label) : "";
    return label || (kind ? this.t(`automations.do.${kind}`, { defaultValue: kind }) : step);
  }

  /** A way on from a step: the condition of a branch, else its name. */
  branchOf(step: string, branch: string): string {
    const at = BRANCH.exec(branch)?.[1];
    const branches = (this.find(step)?.branches ?? []) as Part[];
    const found = at === undefined ? undefined : branches[Number(at)];
    const label = found?.label ? labelText(found.label as Label) : "";
    const name = branch.split("/").at(at === undefined ? -1 : 0) ?? branch;
    const said = this.t(`automations.blocks.${name}`, { defaultValue: branch });
    return `${this.nameOf(step)} ${label || String(found?.when ?? "") || said}`;
  }

  private find(step: string): Part | undefined {
    const keyed = this.all.find(({ key }) => key === step);
    if (keyed) return keyed;
    const parts = step.split("/").filter(Boolean);
    const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return at(this.document, path) as Part | undefined;
  }
}
