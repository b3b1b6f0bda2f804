/** What a runbook's document and its role are declared with, and what they are known by afterwards. */
import type * as pulumi from "@pulumi/pulumi";
import type { VerdictPlace } from "../runbooks/ringRuns";
import type { DeclaredDocument } from "../systemsDocument";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";

export interface RunbooksContext {
  /** Where settings and verdicts of the rings stand. */
  readonly at: VerdictPlace;
  /** Name of the component, which begins those of its children. */
  readonly name: string;
  readonly args: PatchRunbooksArgs;
  readonly parent: pulumi.Resource;
}

export interface Declared {
  readonly document: DeclaredDocument;
  readonly role: pulumi.Output<string>;
}

/** As the policies of what starts them take them. */
export function started(...runbooks: readonly Declared[]) {
  return {
    runbooks: runbooks.map(({ document }) => document),
    roleArns: runbooks.map(({ role }) => role),
  };
}
