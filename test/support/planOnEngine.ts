/** One plan through the real engine: deployed, found unchanged, and taken away, what is protected once it is let go. */
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { declareAwsUnit } from "../../components/aws";
import { declareAzureUnit } from "../../components/azure";
import { azureUnitName, declareRunStores } from "../../components/azure/guardedUnit";
import { remembered } from "../../model/memo";
import type { Plan } from "../../model/plan";
import type { Sandbox, SandboxStack } from "./sandbox";

interface Life {
  readonly created: Readonly<Record<string, number>>;
  readonly second: Readonly<Record<string, number>>;
  readonly refreshed: Readonly<Record<string, number>>;
  readonly destroyed: Readonly<Record<string, number>>;
  /** Types of what a destroy must not take. */
  readonly guarded: readonly string[];
}

interface Guarded {
  readonly type: string;
  readonly protect?: boolean;
}

/** Declares what a plan has of one cloud. */
export type DeclarePlan = (plan: Plan, parent: pulumi.Resource) => void;

export const declareOnAws: DeclarePlan = (plan, parent) => {
  const providers = new Map<string, AwsProvider>();
  for (const unit of plan.aws) {
    const { account, accountId, region } = unit;
    const provider = remembered(
      providers,
      account,
      () => new AwsProvider(account, { region, allowedAccountIds: [accountId] }),
    );
    declareAwsUnit(`${account}-${region}`, unit, plan, {
      parent,
      provider,
      nameIn: (other) => `${account}-${other}`,
    });
  }
};

export const declareOnAzure: DeclarePlan = (plan, parent) => {
  const providers = new Map<string, AzureProvider>();
  const providerOf = ({ subscription, subscriptionId }: Plan["azure"][number]) =>
    remembered(providers, subscription, () => new AzureProvider(subscription, { subscriptionId }));
  for (const unit of plan.azure) providerOf(unit);
  const opts = (subscription: string) => {
    const provider = providers.get(subscription);
    return provider === undefined ? { parent } : { parent, provider };
  };
  const runStores = declareRunStores(plan, { opts, tags: {} });
  for (const unit of plan.azure) {
    const options = { ...opts(unit.subscription), runStores };
    declareAzureUnit(azureUnitName(unit), unit, plan, options);
  }
};

/** Types that each cloud protects: a lock is for ever once its days are over, and nobody takes it, or its vault, by mistake. */
const mayBeGuarded: readonly string[] = [
  "aws:backup/vault:Vault",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "azure-native:recoveryservices:Vault",
];

export async function liveOnEngine(
  sandbox: Sandbox,
  name: string,
  plan: Plan,
  declare: DeclarePlan,
): Promise<Life> {
  const stack = await sandbox.stack({
    stack: name,
    environment: { PATCHWARDEN_AS_OF: "2026-11-30T00:00Z" },
    program: async () => {
      declare(plan, new pulumi.ComponentResource("patchwarden:test:Plan", name));
    },
  });
  const { changes: created } = await stack.up();
  const { changes: second } = await stack.preview();
  const { changes: refreshed } = await stack.refresh();
  const guarded = await unprotect(stack);
  const { changes: destroyed } = await stack.destroy();
  return { created, second, refreshed, destroyed, guarded };
}

/** As `pulumi state unprotect --all`; returns the types of what was protected. */
async function unprotect(stack: SandboxStack): Promise<readonly string[]> {
  const state = await stack.export();
  const { resources } = state.deployment as { readonly resources: readonly Guarded[] };
  const guarded = resources.filter(({ protect }) => protect === true);
  if (guarded.length === 0) return [];
  const freed = resources.map(({ protect: _protect, ...one }) => one);
  await stack.import({ ...state, deployment: { ...state.deployment, resources: freed } });
  return guarded.map(({ type }) => type);
}

/** What is wrong with a life: one that is made, found unchanged twice, and taken away whole is well. */
export function faultsOf({
  created,
  second,
  refreshed,
  destroyed,
  guarded,
}: Life): readonly string[] {
  const { create, ...others } = created;
  const told = (what: string, changes: Readonly<Record<string, number>>) =>
    `${what}: ${JSON.stringify(changes)}`;
  const isAll = (changes: Readonly<Record<string, number>>, kind: string) =>
    changes[kind] === create && Object.keys(changes).length === 1;
  return [
    ...(Object.keys(others).length > 0 ? [told("made otherwise", created)] : []),
    ...(isAll(second, "same") ? [] : [told("changed by a second run", second)]),
    ...(isAll(refreshed, "same") ? [] : [told("changed by a refresh", refreshed)]),
    ...(isAll(destroyed, "delete") ? [] : [told("left by a destroy", destroyed)]),
    ...guarded.filter((type) => !mayBeGuarded.includes(type)).map((type) => `protected: ${type}`),
  ];
}
