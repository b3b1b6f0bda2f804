/** The single resources that the runbooks of a patch run are made of. */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags } from "../../tags";
import type { ListAccess } from "../access/listAccess";
import { declareServiceRole, type Statement } from "../access/serviceRole";
import { arnIn, partitionOf } from "../place";
import { listBase, type VerdictPlace, verdictNames } from "../runbooks/ringRuns";
import { noVerdict } from "../runbooks/verdict";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { reachedStopped, ringMachinesName } from "./ringMachines";

/** Two parameters a ring. */
export function declareVerdicts(
  at: VerdictPlace,
  name: string,
  args: PatchRunbooksArgs,
  parent: pulumi.Resource,
): void {
  for (const patchGroup of args.patchGroups) {
    for (const [kind, path] of Object.entries(verdictNames(at.prefix, patchGroup))) {
      new ssm.Parameter(
        `${name}-${patchGroup}-${kind}`,
        {
          region: args.region,
          name: path,
          description: `Verdict of the ${kind} of ${patchGroup}; the runbooks write it`,
          type: "String",
          value: noVerdict,
          tags: mergeTags(args.tags),
        },
        // Every run writes it; a deployment must not take a verdict back.
        { parent, ignoreChanges: ["value"] },
      );
    }
  }
}

/** The role that exists already, or one with these statements. */
export function declareRole(
  name: string,
  use: keyof NonNullable<PatchRunbooksArgs["roles"]>,
  args: PatchRunbooksArgs,
  parent: pulumi.Resource,
  statements: () => readonly Statement[],
): pulumi.Output<string> {
  const existing = args.roles?.[use];
  if (existing !== undefined) return pulumi.output(existing);
  const options = {
    service: use === "event" ? "events.amazonaws.com" : "ssm.amazonaws.com",
    place: args,
    source: sourceOf(use, args),
    statements: statements(),
    description: `Patch runs: what the ${use} may do`,
    permissionsBoundary: args.permissionsBoundary,
    tags: args.tags,
  };
  return declareServiceRole(`${name}-${use}`, options, parent);
}

/** On whose behalf a role is assumed: a rule of EventBridge, a window, or an automation. */
function sourceOf(use: string, args: PatchRunbooksArgs): string {
  if (use === "event") return arnIn(args, "events", "rule/*");
  return arnIn(args, "ssm", use === "window" ? "*" : "automation-execution/*");
}

/** Resource groups that windows find machines by: those that are named, and those of rings that start stopped machines. */
export function resourceGroupsOf(args: PatchRunbooksArgs) {
  const own = reachedStopped(args).map(ringMachinesName);
  return [...new Set([...(args.resourceGroups ?? []), ...own])].sort();
}

/** Where roles may read and write promotion lists, if there are any. */
export function promotions(
  args: PatchRunbooksArgs,
  prefix: string,
): { readonly promotions?: ListAccess } {
  if (args.lists === undefined) return {};
  const bucket = pulumi.output(args.lists.bucketName);
  const bucketArn = pulumi.interpolate`arn:${partitionOf(args.region)}:s3:::${bucket}`;
  return { promotions: { bucketArn, prefix: listBase(prefix) } };
}
