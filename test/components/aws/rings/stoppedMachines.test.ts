/** A ring whose stopped machines are started, on the real engine: how it comes to be reached, and how that is taken back. */
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { declareAwsUnit } from "../../../../components/aws";
import type { Plan } from "../../../../model/plan";
import { planned } from "../../../model/planned";
import { useSandbox } from "../../../support/sandbox";

const sandbox = useSandbox();
const targetType = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";

const planOf = (group: string): Plan =>
  planned({
    clouds:
      'clouds: { aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create } } }',
    windows: "windows:\n  sunday: { schedule: every sunday at 04:00 }",
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux]${group}, aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
  });

const program = (plan: Plan) => async () => {
  const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
  for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
};

/** Of the ring and not of the scan. */
const keysOf = (targets: readonly { readonly inputs?: Readonly<Record<string, unknown>> }[]) =>
  targets
    .flatMap(({ inputs }) => inputs?.["targets"] as { key: string; values: string[] }[])
    .filter(({ values }) => values.includes("web.all") || values.includes("patch-web.all"))
    .map(({ key }) => key)
    .sort();

it("is reached by a group of its instances, and by its tag again when the document says no more", async () => {
  const [plain, starting] = [planOf(""), planOf(", startStopped: true")];
  const first = await sandbox.stack({ stack: "stopped", program: program(plain) });
  await first.up();
  const tagged = keysOf(await first.resources(targetType));

  const second = await sandbox.stack({ stack: "stopped", program: program(starting) });
  const { changes } = await second.up();
  const { changes: again } = await second.preview();
  const grouped = keysOf(await second.resources(targetType));
  const third = await sandbox.stack({ stack: "stopped", program: program(plain) });
  await third.up();
  const back = keysOf(await third.resources(targetType));
  const { changes: destroyed } = await third.destroy();

  expect(tagged).toEqual(["tag:PatchGroup", "tag:PatchGroup"]);
  // The group comes, the target becomes another; window role, install task and the close's event learn of it, and each is
  // of a component whose arguments change too. The ring's settings say that its run starts what is stopped.
  expect(changes).toMatchObject({ create: 1, replace: 1, update: 7 });
  expect(Object.keys(again)).toEqual(["same"]);
  expect(grouped).toEqual(["resource-groups:Name", "tag:PatchGroup"]);
  expect(back).toEqual(tagged);
  expect(Object.keys(destroyed)).toEqual(["delete"]);
}, 300_000);
