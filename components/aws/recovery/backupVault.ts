/** Where recovery points lie: a vault with its key and its lock, and a second one in another region with its own. */
import * as backup from "@pulumi/aws/backup";
import * as kms from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";
import { mergeTags } from "../../tags";
import { longestVault, madeName } from "../madeName";
import { hashOf } from "../shortName";
import type { SnapshotPolicyArgs, VaultLock } from "./snapshotPolicyArgs";

interface VaultOptions extends pulumi.CustomResourceOptions {
  readonly parent: pulumi.Resource;
}

export interface DeclaredVaults {
  /** With the key of now, or the one that exists already. */
  readonly vault: backup.Vault | NonNullable<SnapshotPolicyArgs["vault"]>;
  /** Those of former keys, which stay where they are, with their locks. */
  readonly formers: readonly backup.Vault[];
}

export function declareVaults(
  name: string,
  { vault, kmsKeyArn, formerKeys = [], ...args }: SnapshotPolicyArgs,
  options: VaultOptions,
): DeclaredVaults {
  const declare = (key: VaultKey) => {
    const asked = {
      ...{ region: args.region, lock: args.lock, tags: args.tags },
      ...(key === undefined ? {} : { kmsKeyArn: key }),
      description: "Encrypts the vault of recovery points of patch runs",
    };
    return declareLocked(`${name}${markOf(key)}`, asked, options);
  };
  const formers = formerKeys.map((key) => declare(key === "default" ? undefined : key));
  return { vault: vault ?? declare(kmsKeyArn), formers };
}

type VaultKey = SnapshotPolicyArgs["kmsKeyArn"] | undefined;

/** A vault keeps its key: another key is another vault beside it, and so has another name, of which AWS Backup takes 50 characters. */
function markOf(key: VaultKey): string {
  if (key === undefined) return "";
  if (key === "create") return "-own";
  return typeof key === "string" ? `-${hashOf(key).slice(0, 6)}` : "-given";
}

/** ARN of the vault that copies go to; nothing without `copyTo`. */
export function declareCopyVault(
  name: string,
  { copyTo, lock, tags }: SnapshotPolicyArgs,
  options: VaultOptions,
): pulumi.Input<string> | undefined {
  if (copyTo === undefined || copyTo.vaultArn !== undefined) return copyTo?.vaultArn;
  const { region, kmsKeyArn = "create" } = copyTo;
  const description = "Encrypts the copies of recovery points of patch runs";
  const asked = { region, kmsKeyArn, description, lock, tags };
  const mark = kmsKeyArn === "create" ? "" : markOf(kmsKeyArn);
  return declareLocked(`${name}-copies${mark}`, asked, options).arn;
}

interface LockedVault {
  readonly region: string;
  readonly kmsKeyArn?: "create" | pulumi.Input<string>;
  /** Of a key that is made. */
  readonly description: string;
  readonly lock?: VaultLock | undefined;
  readonly tags?: SnapshotPolicyArgs["tags"] | undefined;
}

function declareLocked(name: string, args: LockedVault, options: VaultOptions): backup.Vault {
  const { parent } = options;
  const kmsKeyArn = args.kmsKeyArn === "create" ? declareKey(name, args, parent) : args.kmsKeyArn;
  const { region, lock } = args;
  const vault = new backup.Vault(
    name,
    {
      region,
      ...madeName(name, longestVault),
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      tags: mergeTags(args.tags),
    },
    { ...options, ...protection(lock) },
  );
  if (lock !== undefined) declareLock(name, region, lock, vault, parent);
  return vault;
}

/** A lock that nobody can take away keeps its vault: to lose either from the program must be a decision. */
function protection(lock: VaultLock | undefined): pulumi.CustomResourceOptions {
  return lock?.mode === "compliance" ? { protect: true } : {};
}

function declareLock(
  name: string,
  region: string,
  lock: VaultLock,
  vault: backup.Vault,
  parent: pulumi.Resource,
): void {
  const { maxKeepDays, changeableForDays } = lock;
  new backup.VaultLockConfiguration(
    name,
    {
      region,
      backupVaultName: vault.name,
      minRetentionDays: lock.minKeepDays ?? 1,
      ...(maxKeepDays === undefined ? {} : { maxRetentionDays: maxKeepDays }),
      // Its presence is what makes the lock one of compliance.
      ...(changeableForDays === undefined ? {} : { changeableForDays }),
    },
    { parent, ...protection(lock) },
  );
}

function declareKey(
  name: string,
  args: LockedVault,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const key = new kms.Key(
    name,
    {
      region: args.region,
      description: args.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: mergeTags(args.tags),
    },
    { parent },
  );
  return key.arn;
}
