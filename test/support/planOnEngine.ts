/** One plan through the real engine: deployed, found unchanged, and taken away, what is protected once it is let go. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { declareAwsUnit } from "../../components/aws";
import { remembered } from "../../model/memo";
import type { Plan } from "../../model/plan";
import type { Sandbox, SandboxStack } from "./sandbox";

/** A lock in compliance mode is for ever once its days are over: nobody takes it, or its vault, by mistake. */
export const mayBeGuarded: readonly string[] = [
  "aws:backup/vault:Vault",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
];

interface Life {
  readonly created: Readonly<Record<string, number>>;
  readonly second: Readonly<Record<string, number>>;
  readonly destroyed: Readonly<Record<string, number>>;
  /** Types of what a destroy must not take. */
  readonly guarded: readonly string[];
}

interface Guarded {
  readonly type: string;
  readonly protect?: boolean;
}

export async function liveOnEngine(sandbox: Sandbox, name: string, plan: Plan): Promise<Life> {
  const stack = await sandbox.stack({
    stack: name,
    program: async () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", name);
      const providers = new Map<string, Provider>();
      for (const unit of plan.aws) {
        const { account, accountId, region } = unit;
        const provider = remembered(
          providers,
          account,
          () => new Provider(account, { region, allowedAccountIds: [accountId] }),
        );
        declareAwsUnit(`${account}-${region}`, unit, plan, {
          parent,
          provider,
          nameIn: (other) => `${account}-${other}`,
        });
      }
    },
  });
  const { changes: created } = await stack.up();
  const { changes: second } = await stack.preview();
  const guarded = await unprotect(stack);
  const { changes: destroyed } = await stack.destroy();
  return { created, second, destroyed, guarded };
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
