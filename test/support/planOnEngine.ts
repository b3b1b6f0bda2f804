/** One plan through the real engine: deployed, found unchanged, and taken away. */
import * as pulumi from "@pulumi/pulumi";
import { declareAwsUnit } from "../../components/aws";
import type { Plan } from "../../model/plan";
import type { Sandbox } from "./sandbox";

interface Life {
  readonly created: Readonly<Record<string, number>>;
  readonly second: Readonly<Record<string, number>>;
  readonly destroyed: Readonly<Record<string, number>>;
}

export async function liveOnEngine(sandbox: Sandbox, name: string, plan: Plan): Promise<Life> {
  const stack = await sandbox.stack({
    stack: name,
    program: async () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", name);
      for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
    },
  });
  const { changes: created } = await stack.up();
  const { changes: second } = await stack.preview();
  const { changes: destroyed } = await stack.destroy();
  return { created, second, destroyed };
}
