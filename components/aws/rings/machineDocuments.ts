/** The runbooks that run for a machine: its patches, and the restore that may follow. */
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { nodeStatements } from "../access/nodeAccess";
import { restoreStatements } from "../access/restoreAccess";
import { arnIn } from "../place";
import { nodeRunbook } from "../runbooks/nodeRunbook";
import { prestageDocument } from "../runbooks/prestage";
import { renderRunbook } from "../runbooks/renderRunbook";
import { restoreRunbook } from "../runbooks/restoreRunbook";
import { ownDocuments } from "../runbooks/ringRuns";
import { declareDocument } from "../systemsDocument";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { declareRole, promotions } from "./patchRunbooksParts";
import type { Declared, RunbooksContext } from "./runbookDocuments";

export function declareRestore({ at, name, args, parent }: RunbooksContext): Declared {
  const { prefix } = at;
  const role = declareRole(name, "restore", args, parent, () =>
    restoreStatements(args, prefix, args.patchGroups, args.volumeKeyArns),
  );
  const content = pulumi
    .all([role, args.vault.name, formerNames(args)])
    .apply(([assumeRole, vaultName, formerVaults]) =>
      renderRunbook(restoreRunbook({ assumeRole, prefix, vaultName, formerVaults })),
    );
  return {
    role,
    document: declareDocument(`${name}-restore`, args, parent, "Automation", content),
  };
}

export function declareNode(
  { at, name, args, parent }: RunbooksContext,
  restore: Declared,
): Declared {
  const { prefix } = at;
  const prestage = declareDocument(`${name}-prestage`, args, parent, "Command", prestageDocument());
  const role = declareRole(name, "node", args, parent, () =>
    nodeStatements(args, {
      ...args,
      prefix,
      vaultArn: args.vault.arn,
      formerVaultArns: (args.formerVaults ?? []).map(({ arn }) => arn),
      prestageDocument: prestage.name,
      ownDocuments: ownDocuments(Object.values(args.rings ?? {})),
      restore: restore.document,
      restoreRoleArn: restore.role,
      ...promotions(args, prefix),
    }),
  );
  const { vault, backupRoleArn } = args;
  const content = pulumi
    .all([
      role,
      vault.name,
      backupRoleArn,
      prestage.name,
      restore.document.name,
      args.lists,
      formerNames(args),
    ])
    .apply(([assumeRole, vaultName, backupRole, prestageName, restoreName, lists, formerVaults]) =>
      renderRunbook(
        nodeRunbook({
          assumeRole,
          prefix,
          vaultName,
          formerVaults,
          backupRoleArn: backupRole,
          instanceArnPrefix: arnIn(args, "ec2", "instance/"),
          prestageDocument: prestageName,
          restoreDocument: restoreName,
          ...present({ output: args.output, lists }),
        }),
      ),
    );
  return { role, document: declareDocument(`${name}-node`, args, parent, "Automation", content) };
}

function formerNames({ formerVaults = [] }: PatchRunbooksArgs): pulumi.Output<string[]> {
  return pulumi.all(formerVaults.map(({ name }) => name));
}
